using CsCheck;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>The verdict against sales whose true course is known: late approvals and reversals, repeats, clocks that are off, feeds out of order.</summary>
public class VerdictPropertyTests
{
    [Fact]
    public void Nobody_is_invited_to_pay_while_the_money_may_have_moved()
    {
        var (risky, invited) = (0, 0);
        Dice.Thrown.Sample(throws =>
        {
            var world = new SaleWorld(throws);
            foreach (var (row, of) in world.Subjects)
            {
                var verdict = Verdicts.For(world.Case(row), world.Moment);
                if (Invites(verdict)) Interlocked.Increment(ref invited);
                if (!world.MoneyMayHaveMoved(of)) continue;

                Interlocked.Increment(ref risky);
                Assert.False(Invites(verdict), $"{row.Type} {row.EventId}: {verdict.Retry}, {verdict.Because}");
                if (row.Type == TransactionType.Sale) Assert.NotEqual(MoneyMoved.No, verdict.MoneyMoved);
            }
        }, iter: 30_000, print: Story);

        // Both do occur, so neither caution alone nor a world without risk would pass.
        Assert.True(risky > 5_000 && invited > 5_000, $"{risky} at risk, {invited} invited");
    }

    [Fact]
    public void What_is_checked_first_says_until_when_and_that_lies_ahead() => Dice.Thrown.Sample(throws =>
    {
        var world = new SaleWorld(throws);
        foreach (var (row, _) in world.Subjects)
            if (Verdicts.For(world.Case(row), world.Moment) is { Retry: Retry.CheckFirst } verdict) Assert.True(verdict.SettlesAt > world.Moment);
    }, iter: 5_000, print: Story);

    [Fact]
    public void A_reversal_says_the_same_as_the_sale_it_takes_back() => Dice.Thrown.Sample(throws =>
    {
        var world = new SaleWorld(throws);
        foreach (var reversal in world.Rows.Where(r => r.Type == TransactionType.Reversal))
        {
            if (world.Rows.FirstOrDefault(r => Reversals.Names(reversal, r)) is not { Type: TransactionType.Sale } sale) continue;
            var (one, other) = (Verdicts.For(world.Case(reversal), world.Moment), Verdicts.For(world.Case(sale), world.Moment));
            Assert.Equal((other.MoneyMoved, other.Retry, other.Because, other.SettlesAt), (one.MoneyMoved, one.Retry, one.Because, one.SettlesAt));
        }
    }, iter: 10_000, print: Story);

    [Fact]
    public void The_same_facts_give_the_same_verdict_evidence_and_step() => Gen.Select(Dice.Thrown, Gen.Int).Sample((throws, seed) =>
    {
        var world = new SaleWorld(throws);
        foreach (var (row, _) in world.Subjects.Take(2))
        {
            var file = world.Case(row);
            Assert.Equal(Told(file, world.Moment), Told(Elsewise(file, seed), world.Moment));
        }
    }, iter: 300, print: t => Story(t.Item1));

    /// <summary>The same facts found in another order, in other lists and under other numbers.</summary>
    private static CaseFile Elsewise(CaseFile file, int seed)
    {
        var shuffled = file.SameTerminal.Concat(file.Related).DistinctBy(r => r.Id).OrderBy(r => HashCode.Combine(r.EventId, seed)).ToList();
        var numbers = shuffled.Select((row, i) => (row.Id, Number: new TransactionId(1_000 + i))).ToDictionary(n => n.Id, n => n.Number);
        var renumbered = shuffled.Select((row, i) => Linked(row) with { Id = numbers[row.Id], ReceivedAt = Given.At.AddMinutes(i) }).ToList();
        return file with
        {
            Transaction = Linked(file.Transaction),
            SameTerminal = renumbered[..(renumbered.Count / 2)],
            Related = renumbered[(renumbered.Count / 3)..],
            Original = file.Original is { } original ? Elsewise(original, seed) : null,
        };

        Transaction Linked(Transaction row) => row.ReversedBy is { } by && numbers.TryGetValue(by, out var number) ? row with { ReversedBy = number } : row;
    }

    private static string Story(int[] throws) => new SaleWorld(throws).ToString();

    private static (string Verdict, string Evidence, string Step) Told(CaseFile file, DateTimeOffset now)
    {
        var diagnosed = Diagnosed.Of(file, Given.Playbook, now);
        var (verdict, step) = (diagnosed.Verdict, NextStep.For(Given.Playbook, file, now, []));
        return (
            $"{verdict.MoneyMoved} {verdict.Retry} {verdict.Because} {verdict.SettlesAt} {verdict.About?.EventId} {CustomerLines.For(file, verdict)}",
            string.Join("; ", diagnosed.Evidence.Select(e => $"{e.Key} {e.At} {string.Join(' ', e.Numbers)}")),
            $"{step.Id} {string.Join(' ', step.Options)}");
    }

    private static bool Invites(Verdict verdict) => verdict.Retry is Retry.Now or Retry.Later or Retry.AfterFix or Retry.NotThisCard;
}
