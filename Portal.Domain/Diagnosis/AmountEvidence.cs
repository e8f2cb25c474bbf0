using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>The amount against the limits that apply, and against what is usual here.</summary>
internal static class AmountEvidence
{
    /// <summary>No-PIN limit of UnionPay since June 2018, and the older one of terminals that were not upgraded, in fen (domain.md, a).</summary>
    private const long NoPinLimit = 1_000_00, OldNoPinLimit = 300_00;

    /// <summary>An amount this many times the terminal's median of the hour looks like a slip of the finger.</summary>
    private const int OddFactor = 20;

    private const int EnoughSales = 5;

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        if (file.Transaction.Amount is not { } amount) yield break;
        var at = file.Transaction.OccurredAt;

        if (EntryModes.Read(file.Transaction.EntryMode) == CardRead.Contactless)
        {
            var limit = file.Terminal?.ContactlessLimitMinor ?? (amount.Currency != "CNY" ? null : amount.Minor > NoPinLimit ? NoPinLimit : OldNoPinLimit);
            if (amount.Minor > limit) yield return new("contactless-over-limit", "registration", at, Show(limit.Value));
        }

        if (amount.Minor > file.Terminal?.LimitMinor) yield return new("over-terminal-limit", "registration", at, Show(file.Terminal.LimitMinor.Value));
        if (amount.Minor > file.Merchant?.LimitMinor) yield return new("over-merchant-limit", "registration", at, Show(file.Merchant.LimitMinor.Value));

        var usual = file.Rows().Where(r => r.Type == TransactionType.Sale && r.Outcome == Outcome.Approved && r.Amount?.Currency == amount.Currency)
            .Select(r => r.Amount!.Value.Minor).Order().ToList();
        if (amount.Minor <= 0 || usual.Count >= EnoughSales && amount.Minor > usual[usual.Count / 2] * OddFactor)
            yield return new("amount-odd", "feed", at, amount.ToDecimalString());

        string Show(long minor) => new Money(minor, amount.Currency).ToDecimalString();
    }
}
