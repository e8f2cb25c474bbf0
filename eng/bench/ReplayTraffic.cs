using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Transactions;
using Portal.Web.Features.Demo;

namespace Portal.Bench;

/// <summary>What is wrong for a while, and whom it strikes. The first that applies decides.</summary>
/// <param name="Truth">What a diagnosis has to say of its declines.</param>
internal sealed record Fault(string Name, string Truth, DateTimeOffset From, DateTimeOffset To, Func<Transaction, double, bool> Strikes, Func<Transaction, Transaction> Change);

/// <summary>A transaction and the fault behind it; null: everyday.</summary>
internal sealed record Replayed(Transaction Row, Fault? Fault);

/// <summary>Everyday traffic at an even rate with a daily rhythm, customers who try again, and faults. The same seed gives the same rows.</summary>
internal sealed class ReplayTraffic
{
    private static readonly (string Code, double Weight)[] Codes =
    [
        ("51", 30), ("55", 15), ("61", 6), ("05", 9), ("57", 4), ("14", 3), ("54", 4), ("62", 2), ("65", 2), ("75", 3), ("91", 5), ("96", 3),
        ("68", 2), ("45", 3), ("13", 1), ("38", 2), ("41", .4), ("43", .3), ("58", 1), ("A0", .6), ("30", .5), ("94", .4), ("04", .3), ("21", .5), ("34", .2),
    ];

    private static readonly double CodesTotal = Codes.Sum(c => c.Weight);

    private const double Declined = .075, TriesAgain = .3;

    private readonly DemoRandom random;
    private readonly double perMinute;
    private readonly (string Bank, double Weight)[] banks;
    private readonly (DemoMerchant Merchant, DemoTerminal Terminal)[] tills;
    private readonly double[] upTo;
    private readonly PriorityQueue<Transaction, DateTimeOffset> retries = new();
    private double owed;
    private long sequence;

    public ReplayTraffic(IReadOnlyList<DemoMerchant> merchants, double perMinute, int banks, ulong seed)
    {
        (random, this.perMinute) = (new DemoRandom(seed), perMinute);
        // The fourth bank has one card in twenty, the first one in five.
        double[] large = [.2, .12, .08, .05];
        this.banks = [.. Enumerable.Range(0, banks).Select(i => ($"BANK{i:D2}", i < large.Length ? large[i] : .55 / Math.Max(1, banks - large.Length)))];
        tills = [.. merchants.SelectMany(m => m.Stores.SelectMany(s => s.Terminals.Select(t => (m, t))))];
        // From quiet to busy: a factor of twenty.
        var sum = 0.0;
        upTo = [.. tills.Select(t => sum += Math.Pow(20, DemoRandom.Mix(ulong.Parse(t.Terminal.Number, CultureInfo.InvariantCulture)) % 1000 / 1000.0))];
    }

    public double PerMinuteAt(DateTimeOffset at) => perMinute * (1 + .5 * Math.Sin((at.Hour + at.Minute / 60.0 - 3) / 24 * 2 * Math.PI));

    /// <summary>Merchants with their terminals, the busiest terminals first.</summary>
    public IReadOnlyList<(DemoMerchant Merchant, DemoTerminal Terminal, double Share)> Busiest() =>
        [.. tills.Select((t, i) => (t.Merchant, t.Terminal, (upTo[i] - (i > 0 ? upTo[i - 1] : 0)) / upTo[^1])).OrderByDescending(t => t.Item3)];

    /// <summary>Rising by time; call with one stretch after the other.</summary>
    public List<Replayed> Rows(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Fault> faults)
    {
        var rows = new List<Replayed>();
        owed += PerMinuteAt(from) * (to - from).TotalMinutes;
        for (; owed >= 1; owed--) rows.Add(Live(Everyday(from + random.Fraction() * (to - from)), faults));
        while (retries.TryPeek(out var retry, out var at) && at < to)
        {
            retries.Dequeue();
            rows.Add(Live(retry, faults));
        }

        return [.. rows.OrderBy(r => r.Row.OccurredAt)];
    }

    private Replayed Live(Transaction row, IReadOnlyList<Fault> faults)
    {
        var fault = faults.FirstOrDefault(f => row.OccurredAt >= f.From && row.OccurredAt < f.To && f.Strikes(row, random.Fraction()));
        if (fault is not null) row = fault.Change(row);
        if (row.SentOutcome != Outcome.Approved && random.Chance(TriesAgain))
        {
            var again = row.OccurredAt.AddSeconds(20 + random.Below(60));
            retries.Enqueue(fault is null ? Numbered(row with { OccurredAt = again }) : Numbered(Approved(row) with { OccurredAt = again }), again);
        }

        return new(row, fault);
    }

    private Transaction Everyday(DateTimeOffset at)
    {
        var index = Array.BinarySearch(upTo, random.Fraction() * upTo[^1]);
        var (merchant, terminal) = tills[Math.Min(tills.Length - 1, index < 0 ? ~index : index)];
        var bank = random.Weighted([.. banks.Select(b => (b.Bank, b.Weight))], 1);
        var fen = Math.Max(100, (long)(merchant.TypicalYuan * Math.Exp(random.Bell() * .55)) * 100);
        var row = Numbered(new Transaction
        {
            Feed = "replay",
            MerchantNumber = merchant.Number,
            TerminalNumber = terminal.Number,
            OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            Type = TransactionType.Sale,
            SentOutcome = Outcome.Approved,
            Amount = new Money(fen, "CNY"),
            ResponseCode = "00",
            Scheme = "unionpay",
            EntryMode = fen > terminal.ContactlessLimitMinor || random.Chance(.5) ? "051" : "072",
            CardToken = "t" + random.Next().ToString("x16", CultureInfo.InvariantCulture),
            CardLast4 = random.Below(10_000).ToString("D4", CultureInfo.InvariantCulture),
            Issuer = bank,
            Terminal = new TerminalState { Serial = terminal.Serial, Model = terminal.Model, Firmware = terminal.Firmware, Network = NetworkType.Wifi, Signal = 4 },
        });
        if (!random.Chance(Declined)) return row;

        var code = random.Weighted(Codes, CodesTotal);
        return row with
        {
            SentOutcome = Outcome.Declined,
            ResponseCode = code,
            CodeSource = code is "A0" or "30" ? CodeSource.Acquirer : code is "91" or "96" or "68" ? CodeSource.Switch : CodeSource.Issuer,
            EntryMode = code is "45" ? "021" : code is "55" or "75" or "38" ? "051" : row.EntryMode,
            ServiceCode = code is "45" ? "601" : null,
            ChipCondition = code is "45" ? "1" : null,
        };
    }

    private static Transaction Approved(Transaction row) => row with
    {
        SentOutcome = Outcome.Approved,
        ResponseCode = "00",
        CodeSource = null,
        ServiceCode = null,
        ChipCondition = null,
        EntryMode = "051",
        Terminal = row.Terminal! with { Signal = 4 },
    };

    private Transaction Numbered(Transaction row) => row with
    {
        EventId = (880_000_000_000 + ++sequence).ToString(CultureInfo.InvariantCulture),
        Stan = (sequence % 999_999 + 1).ToString("D6", CultureInfo.InvariantCulture),
    };
}
