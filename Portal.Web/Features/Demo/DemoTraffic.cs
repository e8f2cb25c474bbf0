using Portal.Domain.Transactions;

namespace Portal.Web.Features.Demo;

/// <summary>Everyday sales: a daily rhythm, busy and quiet terminals, the usual share of declines.</summary>
internal sealed class DemoTraffic(DemoPlan plan, IReadOnlyList<DemoMerchant> merchants)
{
    // Share of a day's sales per hour of Shanghai time: a lunch peak and a longer evening one.
    private static readonly double[] Hours = [.2, .1, .1, .1, .1, .3, .8, 2.2, 3.6, 4.2, 5.1, 7.8, 9.0, 6.6, 5.0, 5.2, 5.8, 7.6, 9.4, 8.6, 6.8, 5.2, 3.4, 1.2];

    private static readonly (string Code, double Weight)[] Declines =
    [
        ("51", 30), ("55", 15), ("61", 6), ("05", 9), ("57", 4), ("14", 3), ("54", 4), ("62", 2), ("65", 2), ("75", 3), ("91", 5), ("96", 3),
        ("68", 2), ("45", 3), ("13", 1), ("38", 2), ("41", .4), ("43", .3), ("58", 1), ("A0", .6), ("30", .5), ("94", .4), ("04", .3), ("21", .5), ("34", .2),
    ];

    private static readonly double DeclinesTotal = Declines.Sum(d => d.Weight);
    private static readonly double HoursTotal = Hours.Sum();

    private readonly (DemoMerchant Merchant, DemoTerminal Terminal)[] tills =
        [.. merchants.SelectMany(m => m.Stores.SelectMany(s => s.Terminals.Select(t => (m, t))))];

    /// <summary>One row to come: when, where, which card, what.</summary>
    public readonly record struct Sale(DateTimeOffset At, DemoMerchant Merchant, DemoTerminal Terminal, DemoCard Card, DemoFacts Facts);

    /// <summary>Rising by time, as many as the plan asks for (give or take one a minute).</summary>
    public IEnumerable<Sale> Rows()
    {
        var random = new DemoRandom((ulong)plan.Seed * 1_000_003 + 17);
        var start = plan.Until.AddDays(-plan.Days);
        var minutes = plan.Days * 1440;
        var perWeight = plan.Transactions / (plan.Days * HoursTotal * 60);
        var owed = 0.0;
        var given = 0;
        var seconds = new List<int>();
        for (var minute = 0; minute < minutes; minute++)
        {
            var at = start.AddMinutes(minute);
            owed += perWeight * Hours[(at.Hour + 8) % 24];
            var now = minute == minutes - 1 ? plan.Transactions - given : Math.Min((int)owed, plan.Transactions - given);
            owed -= now;
            given += now;
            seconds.Clear();
            for (var i = 0; i < now; i++) seconds.Add(random.Below(60));
            seconds.Sort();
            foreach (var second in seconds) yield return Draw(random, at.AddSeconds(second));
        }
    }

    private Sale Draw(DemoRandom random, DateTimeOffset at)
    {
        // Some tills are much busier than others.
        var (merchant, terminal) = tills[(int)(tills.Length * Math.Pow(random.Fraction(), 1.4))];
        var card = DemoCards.Of(random.Next() % (ulong)Math.Max(500, plan.Transactions / 6), merchant.ForeignCards && random.Chance(.04));
        var fen = Math.Max(100, (long)(merchant.TypicalYuan * Math.Exp(random.Bell() * .55)) * 100 + (random.Chance(.3) ? random.Below(100) : 0));
        var entry = fen > terminal.ContactlessLimitMinor ? "051" : random.Fraction() switch { < .55 => "072", < .95 => "051", < .97 => "022", _ => "021" };
        var type = random.Fraction() switch { < .985 => TransactionType.Sale, < .990 => TransactionType.Refund, < .994 => TransactionType.Preauth, _ => TransactionType.Balance };
        var facts = new DemoFacts { Type = type, Fen = type is TransactionType.Balance ? null : fen, EntryMode = entry };
        if (random.Chance(.925) || type is not TransactionType.Sale) return new(at, merchant, terminal, card, facts);

        var code = random.Weighted(Declines, DeclinesTotal);
        if (card.Scheme != "unionpay" && !char.IsAsciiDigit(code[0])) code = "05";
        facts = facts with
        {
            Outcome = Outcome.Declined,
            Code = code,
            Source = code is "A0" or "30" ? CodeSource.Acquirer : code is "96" ? CodeSource.Switch : CodeSource.Issuer,
            EntryMode = code is "45" ? "021" : code is "55" or "75" or "38" ? "051" : entry,
            ServiceCode = code is "45" ? "601" : null,
            ChipCondition = code is "45" ? "1" : null,
        };
        return new(at, merchant, terminal, card, facts);
    }
}
