using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>
/// One sale as it truly went: the tries at it, what the bank did with each and when, and which rows the feed has delivered by <see cref="Now"/>. It
/// knows no rule of the verdict; it knows where the money is.
/// </summary>
/// <remarks>
/// What this world promises, and the verdict may rely on: one sale is tried within 20 minutes, later only with a card that every row names; a row's
/// time is off by at most 10 minutes, and so are two rows against each other; what becomes of a try reaches the feed within the feed delay; a terminal
/// that reports nothing stored has had its stored payments delivered before.
/// </remarks>
internal sealed class SaleWorld
{
    public static readonly TimeSpan FeedDelay = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Start = Given.At;

    private readonly Dice dice;
    private readonly List<Try> tries = [];
    private readonly List<Told> told = [];
    private readonly int cardKnown;
    private readonly int clockBase;
    private int number;

    /// <summary>A try at the sale.</summary>
    /// <param name="At">True time, seconds from the start.</param>
    public sealed record Try(int No, int At, bool IsLate, List<Risk> Risky);

    /// <summary>While money is taken, kept to be taken, or on its way back (true seconds).</summary>
    /// <param name="ToldBy">The rows without which nobody can know; where none is named, any row of the try tells.</param>
    public sealed record Risk(int From, int Until, params string?[] ToldBy);

    /// <summary>One version of a row on its way into the portal.</summary>
    /// <param name="At">True time of what it tells.</param>
    /// <param name="Of">The try it is a trace of; null for other traffic.</param>
    public sealed record Told(Transaction Row, int At, int Arrives, Try? Of);

    public SaleWorld(int[] throws)
    {
        dice = new Dice(throws);
        cardKnown = dice.Roll(4);
        clockBase = dice.Pick(0, -300, 300);
        var count = dice.Between(1, 4);
        for (var no = 0; no < count; no++)
        {
            var late = no > 0 && cardKnown == 0 && dice.OneIn(4);
            var at = no == 0 ? 0 : late ? dice.Between(1_300, 70_000) : dice.Between(-1_200, 1_200);
            var one = new Try(no, at, late, []);
            tries.Add(one);
            Course(one);
        }

        for (var other = dice.Roll(5); other > 0; other--) SomebodyElse();
        ReportStored();
        // Mostly while things are moving, sometimes long after.
        Now = dice.Pick(dice.Between(0, 1_800), dice.Between(0, 7_200), dice.Between(0, 40_000), dice.Between(0, 100_000));
    }

    /// <summary>True seconds from the start.</summary>
    public int Now { get; }

    public DateTimeOffset Moment => Start.AddSeconds(Now);

    /// <summary>Rows to be delivered by now, each version by itself, in the order in which they are made.</summary>
    public IReadOnlyList<Told> Deliveries => [.. told.Where(t => t.Arrives <= Now)];

    /// <summary>As the feed stands now: of several versions of a row the definite one.</summary>
    public IReadOnlyList<Transaction> Rows => [.. Settled(Deliveries.GroupBy(t => t.Row.EventId).Select(g => (g.FirstOrDefault(v => v.Row.SentOutcome != Outcome.Unknown) ?? g.First()).Row))];

    /// <summary>What one may ask about: the tries and the reversals of them that have come (not the reversal of a void).</summary>
    public IEnumerable<(Transaction Row, Try Of)> Subjects => Rows
        .Where(r => r.Type == TransactionType.Sale || r.Type == TransactionType.Reversal && !told.Any(v => v.Row.Type == TransactionType.Void && v.Row.EventId == r.OriginalEventId))
        .Select(r => (r, told.First(t => t.Row.EventId == r.EventId).Of!)).Where(s => s.Item2 is not null);

    /// <summary>Of the sale that this try belongs to, something the portal has heard of is paid now, or may still come to be, or is being taken back.</summary>
    public bool MoneyMayHaveMoved(Try asked) => tries.Any(t =>
        t.At >= asked.At - 1_200 && (t.At <= asked.At + 1_200 || t.IsLate)
        && t.Risky.Any(r => r.From <= Now && Now < r.Until && told.Any(d => d.Of == t && d.Arrives <= Now) && r.ToldBy.All(id => told.Any(d => d.Row.EventId == id && d.Arrives <= Now))));

    /// <summary>The case file as it is gathered for a row.</summary>
    public CaseFile Case(Transaction subject) => Case(subject, Rows);

    public static CaseFile Case(Transaction subject, IReadOnlyList<Transaction> rows)
    {
        var related = rows.Where(r => r != subject && (Reversals.Names(r, subject) || Reversals.Names(subject, r))).ToList();
        var original = subject.Type == TransactionType.Reversal ? related.FirstOrDefault(r => r.Type != TransactionType.Reversal && Reversals.Names(subject, r)) : null;
        return Given.Case(subject) with
        {
            SameTerminal = [.. rows.Where(r => r != subject && r.OccurredAt >= subject.OccurredAt.AddMinutes(-60) && r.OccurredAt <= subject.OccurredAt.AddHours(24))],
            Related = related,
            Original = original is null ? null : Case(original, rows),
            FeedDelay = FeedDelay,
        };
    }

    /// <summary>A reversal that came through and names its sale is marked on the sale, as the portal does when it stores them.</summary>
    private static IEnumerable<Transaction> Settled(IEnumerable<Transaction> rows)
    {
        var all = rows.ToList();
        return all.Select(row => all.FirstOrDefault(r => r.Type == TransactionType.Reversal && r.SentOutcome is Outcome.Approved or Outcome.Reversed && r.OriginalEventId == row.EventId)
            is { } by ? row with { ReversedBy = by.Id } : row);
    }

    /// <summary>The story, as a failing test tells it.</summary>
    public override string ToString() => $"now {Now}, card {cardKnown}\n" + string.Concat(tries.Select(t =>
        $"try {t.No} at {t.At}{(t.IsLate ? " late" : "")}, money at {string.Join(' ', t.Risky.Select(r => $"{r.From}-{r.Until}"))}: " + string.Join(", ", told.Where(d => d.Of == t).Select(d =>
            $"{d.Row.EventId} {d.Row.Type} {d.Row.SentOutcome} {d.Row.ResponseCode} says {(d.Row.OccurredAt - Start).TotalSeconds} of {d.At} names {d.Row.OriginalEventId} unsent {d.Row.UnsentCount} comes {d.Arrives}")) + "\n"))
        + string.Join(", ", told.Where(d => d.Of is null).Select(d => $"{d.Row.EventId} says {(d.Row.OccurredAt - Start).TotalSeconds} of {d.At} unsent {d.Row.UnsentCount} comes {d.Arrives}"));

    private void Course(Try one)
    {
        switch (dice.Roll(one.IsLate ? 7 : 8))
        {
            case 0:
                Tell(one, Refused(one));
                break;
            case 1 or 2:
                Approved(one);
                break;
            case 3 or 4:
                Unanswered(one, booked: true);
                break;
            case 5:
                Unanswered(one, booked: false);
                break;
            case 6:
                Tell(one, Refused(one));
                TakeBack(one, one.At + dice.Between(20, 600), one.At + dice.Between(700, 4_000));
                break;
            default:
                Stored(one);
                break;
        }
    }

    private Transaction Refused(Try one) => Row(one, one.At, TransactionType.Sale, Outcome.Declined) with
    {
        ResponseCode = dice.Pick("51", "05", "43", "19", "91", "55", null),
        AdviceCode = dice.Pick(null, null, "02", "03"),
    };

    private void Approved(Try one)
    {
        var sale = Row(one, one.At, TransactionType.Sale, Outcome.Approved) with { ResponseCode = "00" };
        Tell(one, sale);
        var undone = one.At + dice.Between(60, 5_000);
        var undo = Row(one, undone, dice.Pick(TransactionType.Void, TransactionType.Void, TransactionType.Refund), Outcome.Approved) with { OriginalEventId = sale.EventId };
        switch (dice.Roll(6))
        {
            case 0 or 1:
                one.Risky.Add(new(one.At, int.MaxValue));
                break;
            case 2:
                one.Risky.Add(new(one.At, undone));
                Tell(one, undo, undone);
                break;
            case 3:
                one.Risky.Add(new(one.At, undone));
                Tell(one, undo with { SentOutcome = Outcome.Unknown, Type = TransactionType.Void }, undone);
                Tell(one, undo with { Type = TransactionType.Void }, undone);
                break;
            case 4:
                one.Risky.Add(new(one.At, int.MaxValue));
                Tell(one, undo with { SentOutcome = Outcome.Unknown, Type = TransactionType.Void }, undone);
                Tell(one, undo with { SentOutcome = Outcome.Declined, Type = TransactionType.Void, ResponseCode = "25" }, undone);
                break;
            default:
                // Voided, and the void itself taken back: paid after all.
                var back = undone + dice.Between(30, 900);
                one.Risky.Add(new(one.At, undone));
                Tell(one, undo with { Type = TransactionType.Void }, undone);
                Tell(one, Row(one, back, TransactionType.Reversal, Outcome.Approved) with { OriginalEventId = undo.EventId }, back);
                one.Risky.Add(new(back, int.MaxValue, undo.EventId, told[^1].Row.EventId));
                break;
        }
    }

    private void Unanswered(Try one, bool booked)
    {
        var definite = dice.OneIn(3);
        var row = Row(one, one.At, TransactionType.Sale, definite ? Outcome.Declined : Outcome.Unknown) with
        {
            ResponseCode = definite ? dice.Pick("98", "68", "96") : dice.Pick(null, "98", "68"),
            CodeSource = dice.Pick<CodeSource?>(null, CodeSource.Switch, CodeSource.Acquirer),
        };
        Tell(one, row);
        if (!definite && dice.OneIn(3))
        {
            if (booked) one.Risky.Add(new(one.At, int.MaxValue));
            Tell(one, row with { SentOutcome = booked ? Outcome.Approved : Outcome.Declined, ResponseCode = booked ? "00" : "51" }, one.At);
            return;
        }

        if (!booked && dice.OneIn(2)) return;
        var sent = one.At + dice.Between(20, dice.Pick(300, 36_000));
        var done = sent + dice.Between(0, dice.Pick(60, 7_000));
        if (booked) one.Risky.Add(new(one.At, done));
        TakeBack(one, sent, done, row.EventId);
    }

    private void TakeBack(Try one, int sent, int done, string? original = null)
    {
        var reversal = Row(one, sent, TransactionType.Reversal, Outcome.Unknown) with { OriginalEventId = dice.OneIn(3) ? null : original };
        if (dice.OneIn(3)) reversal = reversal with { Amount = null };
        // Asked in vain once, then again.
        if (dice.OneIn(4)) Tell(one, Row(one, sent, TransactionType.Reversal, Outcome.Declined) with { OriginalEventId = reversal.OriginalEventId, ResponseCode = "96" }, sent);
        if (dice.OneIn(2)) Tell(one, reversal, sent);
        Tell(one, reversal with { SentOutcome = dice.Pick(Outcome.Approved, Outcome.Reversed) }, done);
    }

    private void Stored(Try one)
    {
        var sent = one.At + dice.Between(300, 18_000);
        var agreed = !dice.OneIn(3);
        one.Risky.Add(new(one.At, agreed ? int.MaxValue : sent));
        Tell(one, Row(one, one.At, TransactionType.Sale, agreed ? Outcome.Approved : Outcome.Declined) with { ResponseCode = agreed ? "00" : "51" }, sent);
        stored.Add((one, sent, told[^1].Arrives));
    }

    private readonly List<(Try Of, int Sent, int Arrives)> stored = [];

    /// <summary>Other traffic says how many payments the terminal holds at that moment.</summary>
    private void ReportStored()
    {
        for (var reports = dice.Roll(5); reports > 0; reports--)
        {
            var at = dice.Between(-2_400, dice.Pick(3_000, 25_000));
            var held = stored.Where(s => s.Of.At <= at && at < s.Sent).ToList();
            var report = Elsewhere(at) with { UnsentCount = held.Count };
            var arrives = Math.Max(Arrival(at), stored.Where(s => s.Sent <= at).Select(s => s.Arrives).DefaultIfEmpty(int.MinValue).Max());
            told.Add(new(report, at, arrives, null));
            // The report is the trace that a stored payment leaves.
            told.AddRange(held.Select(s => new Told(report, at, arrives, s.Of)));
        }
    }

    private void SomebodyElse()
    {
        var at = dice.Between(-3_000, 20_000);
        told.Add(new(Elsewhere(at), at, Arrival(at), null));
    }

    private Transaction Elsewhere(int at) => Row(null, at, TransactionType.Sale, dice.Pick(Outcome.Approved, Outcome.Declined)) with
    {
        Amount = new Money(dice.Pick(8600, 1200), "CNY"),
        ResponseCode = "51",
        CardToken = "card-9",
        CardLast4 = "9999",
        CardFirst6 = "622580",
    };

    private void Tell(Try one, Transaction row, int? at = null) => told.Add(new(row, at ?? one.At, Arrival(at ?? one.At, one.At), one));

    /// <summary>At once, minutes or hours late; never later than the feed delay after the row's own time allows.</summary>
    private int Arrival(int at, int? tried = null)
    {
        var late = dice.Pick(0, dice.Between(1, 600), dice.Between(1, 40_000));
        return Math.Min(at + late, Math.Max(at, (tried ?? at) + (int)FeedDelay.TotalSeconds - 601));
    }

    private Transaction Row(Try? one, int at, TransactionType type, Outcome outcome)
    {
        var id = ++number;
        var known = cardKnown < 3 ? cardKnown : dice.Roll(3);
        return Given.Sale(null, outcome: outcome, id: id) with
        {
            EventId = $"w{id}",
            OccurredAt = Start.AddSeconds(at + clockBase + dice.Between(-300, 300)),
            Type = type,
            CardToken = known == 0 ? "card-1" : null,
            CardLast4 = known == 2 ? null : "1234",
            CardFirst6 = known == 2 ? null : "622580",
        };
    }
}
