using CsCheck;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

public class VerdictPropertyTests
{
    private static readonly Gen<Transaction> Row =
        from id in Gen.Int[2, 40]
        from minutes in Gen.Int[-70, 200]
        from type in Pick.One(TransactionType.Sale, TransactionType.Sale, TransactionType.Sale, TransactionType.Reversal, TransactionType.Void, TransactionType.Refund)
        from outcome in Gen.Enum<Outcome>()
        from code in Pick.One("51", "68", "96", "05", "00")
        from card in Gen.Int[0, 2]
        from original in Pick.One(null, "e1", "e2", "e3")
        from unsent in Pick.One<int?>(null, null, null, 0, 1)
        select Given.Sale(code, outcome: outcome, minutes: minutes, id: id) with
        {
            Type = type,
            CardToken = card == 0 ? null : "card-" + card,
            CardLast4 = card == 0 ? null : "1234",
            OriginalEventId = type == TransactionType.Sale ? null : original,
            UnsentCount = unsent,
        };

    private static readonly Gen<(Transaction Sale, Transaction[] Others)> Cases =
        from code in Pick.One("51", "05", "91", "55", "19", "68", null)
        from outcome in Pick.One(Outcome.Declined, Outcome.Declined, Outcome.Unknown)
        from others in Row.Array[0, 7]
        select (Given.Sale(code, outcome: outcome), others.DistinctBy(o => o.Id).ToArray());

    [Fact]
    public void Nobody_is_told_to_try_again_while_the_sale_may_be_paid_or_is_being_taken_back_or_stored() => Cases.Sample(c =>
    {
        var verdict = Given.VerdictOf(Given.Case(c.Sale, c.Others));
        if (verdict.Retry is Retry.NotNeeded or Retry.CheckFirst) return;

        var attempts = c.Others.Where(o => SameSale.IsSame(c.Sale, o)).ToList();
        Assert.DoesNotContain(attempts, a => a.Outcome == Outcome.Approved && !TakenBack(c.Others, a));
        Assert.DoesNotContain(attempts.Append(c.Sale), a => a.Outcome == Outcome.Unknown && !TakenBack(c.Others, a));
        Assert.DoesNotContain(attempts.Append(c.Sale), a => c.Others.Any(o => o.Type == TransactionType.Reversal && o.OriginalEventId == a.EventId && !Done(o)) && !TakenBack(c.Others, a));
        Assert.False(c.Sale.UnsentCount > 0);
        Assert.Equal(MoneyMoved.No, verdict.MoneyMoved);
    }, iter: 20_000);

    [Fact]
    public void Every_order_of_arrival_ends_in_the_same_verdict() =>
        Gen.Select(Cases, Gen.Int).Sample((c, seed) =>
        {
            var shuffled = c.Others.OrderBy(o => HashCode.Combine(o.Id, seed)).ToArray();
            // Arrival decides the portal's ids and where a row was found; neither may matter.
            var renumbered = shuffled.Select((o, i) => o with { Id = new(100 + i), ReceivedAt = Given.At.AddMinutes(i) }).ToArray();
            var half = renumbered.Length / 2;

            var verdict = Given.VerdictOf(Given.Case(c.Sale, c.Others));
            var later = Given.VerdictOf(Given.Case(c.Sale, renumbered[..half]) with { Related = renumbered[half..] });

            Assert.Equal(
                (verdict.MoneyMoved, verdict.Retry, verdict.Because, verdict.SettlesAt, verdict.About?.EventId),
                (later.MoneyMoved, later.Retry, later.Because, later.SettlesAt, later.About?.EventId));
        }, iter: 10_000);

    private static bool TakenBack(Transaction[] rows, Transaction row) => row.Outcome == Outcome.Reversed || rows.Any(o =>
        o.OriginalEventId == row.EventId && (
            o.Type == TransactionType.Reversal && Done(o)
            || o.Type is TransactionType.Void or TransactionType.Refund && o.Outcome == Outcome.Approved && row.Outcome == Outcome.Approved));

    private static bool Done(Transaction reversal) => reversal.SentOutcome is Outcome.Approved or Outcome.Reversed;
}
