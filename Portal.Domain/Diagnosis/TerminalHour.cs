using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// The hour of the terminal around a payment, to be drawn: it ends with the last payment within half an hour after it, or with the payment itself, so it
/// always holds what <see cref="TrafficEvidence"/> counts and never the future.
/// </summary>
/// <param name="Rows">Payments on that terminal by time, the one at hand among them where it is a record and not a stand-in for one.</param>
public sealed record TerminalHour(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Transaction> Rows)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(60);

    /// <param name="most">The newest are kept where there are more.</param>
    public static TerminalHour Of(CaseFile file, int most)
    {
        var sale = file.Transaction;
        var here = file.Rows().Where(r => r.IsMoney && r.TerminalNumber == sale.TerminalNumber && r.OccurredAt <= sale.OccurredAt + TrafficEvidence.Around).ToList();
        var to = here.Select(r => r.OccurredAt).Append(sale.OccurredAt).Max();
        if (file.Symptom is null) here.Add(sale);
        return new(to - Length, to, [.. here.Where(r => r.OccurredAt >= to - Length).OrderBy(r => r.OccurredAt).TakeLast(most)]);
    }
}
