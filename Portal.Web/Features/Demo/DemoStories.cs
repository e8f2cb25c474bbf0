using Portal.Domain.Transactions;

namespace Portal.Web.Features.Demo;

/// <summary>The planted stories (docs/demo-data.md). <see cref="All"/> names the row of each that a person looks up; <see cref="Rows"/> tells them.</summary>
public static class DemoStories
{
    public static readonly DemoStory BadCard = new("bad-card", DemoWorld.TeaTill1, 9, 86.00m, "51",
        "One card is declined three times for its balance; other cards before and after are approved: it is this card.");

    public static readonly DemoStory LostCard = new("lost-card", DemoWorld.TeaTill2, 25, 260.00m, "41",
        "A sensitive code. Staff learn not to retry; the customer's line is that of a generic decline.");

    public static readonly DemoStory WrongPin = new("wrong-pin", DemoWorld.TeaTill2, 48, 128.00m, "75",
        "The PIN was wrong twice, then the bank blocked it.");

    public static readonly DemoStory ReversedLater = new("timed-out-reversed", DemoWorld.TeaWindow, 40, 58.00m, "98",
        "Nobody answered; four minutes later the terminal's reversal arrived: no money moved, it may be tried again.");

    public static readonly DemoStory DoubleCharge = new("double-charge-risk", DemoWorld.TeaWindow, 16, 66.00m, "98",
        "Nobody answered, then the same card paid the same amount two minutes later: it is paid, do not charge again.");

    public static readonly DemoStory NotKnownYet = new("not-known-yet", DemoWorld.TeaTill1, 3, 35.00m, "68",
        "The answer came too late and nothing has settled it yet: check first.");

    public static readonly DemoStory ContactlessLimit = new("contactless-limit", DemoWorld.BundTill, 20, 318.00m, "61",
        "Taps above 300 yuan are refused on the one terminal that was never raised to 1 000.");

    public static readonly DemoStory DeadReader = new("dead-reader", DemoWorld.NoodleDoor, 10, 46.00m, "45",
        "The chip reader fails for every card and the stripe is refused: the reader needs service.");

    public static readonly DemoStory OperatorMistakes = new("swiped-chip-cards", DemoWorld.Market2, 30, 73.50m, "45",
        "Clerks of one shop swipe chip cards although the reader works: a matter of training.");

    public static readonly DemoStory StaleKeys = new("stale-keys", DemoWorld.Pharmacy1, 70, 64.00m, "A0",
        "After a night without power every card fails the message check until the terminal signs on again.");

    public static readonly DemoStory NotRegistered = new("not-registered", DemoWorld.MarketSelf4, 35, 52.80m, "97",
        "The host does not know this terminal although it worked yesterday.");

    public static readonly DemoStory LineDown = new("line-down", DemoWorld.Pharmacy2, 50, 210.00m, "98",
        "A weak line: three sales without an answer, then silence.");

    public static readonly DemoStory BankOutage = new("bank-outage", DemoWorld.NoodleHall, 12, 38.00m, "91",
        "Cards of one bank fail at every merchant since three quarters of an hour; all others work.");

    public static readonly DemoStory WrongClock = new("wrong-clock", DemoWorld.Books, 20, 49.90m, "54",
        "Every card is expired, says the terminal: its own date is wrong.");

    public static readonly DemoStory PinPad = new("pin-pad", DemoWorld.Bakery, 18, 26.00m, "55",
        "Every customer's PIN is wrong: it is the PIN pad or its key, not the customers.");

    public static readonly DemoStory Stored = new("stored-payments", DemoWorld.BakeryOut, 22, 31.00m, null,
        "The terminal took payments offline and still holds two of them.");

    public static readonly IReadOnlyList<DemoStory> All =
    [
        BadCard, NotKnownYet, LostCard, WrongPin, ReversedLater, DoubleCharge, ContactlessLimit, DeadReader, BankOutage, OperatorMistakes,
        StaleKeys, NotRegistered, LineDown, WrongClock, PinPad, Stored,
    ];

    internal sealed record Planted(DateTimeOffset At, DemoTerminal Terminal, DemoCard? Card, DemoFacts Facts, string? Mark = null, string? Original = null);

    internal static IEnumerable<Planted> Rows(DemoPlan plan)
    {
        var tell = new Telling(plan);
        tell.Declined(BadCard, card: 9001, "051", "host", 12, 11, 9);
        tell.Fine(DemoWorld.TeaTill1, 58, 47, 39, 31, 24, 19, 15, 7, 5);
        tell.Unanswered(NotKnownYet, card: 9002, "051");

        tell.Declined(LostCard, card: 9003, "051", null, 25);
        tell.Fine(DemoWorld.TeaTill2, 59, 52, 44, 33, 27, 21, 14, 8, 2);
        tell.One(DemoWorld.TeaTill2, 50, 12_800, 9004, new() { Outcome = Outcome.Declined, Code = "55", EntryMode = "051", Source = CodeSource.Issuer });
        tell.One(DemoWorld.TeaTill2, 49, 12_800, 9004, new() { Outcome = Outcome.Declined, Code = "55", EntryMode = "051", Source = CodeSource.Issuer });
        tell.Declined(WrongPin, card: 9004, "051", null, 48);

        tell.Fine(DemoWorld.TeaWindow, 57, 49, 33, 28, 21, 10, 6, 1);
        tell.Unanswered(ReversedLater, card: 9005, "071", mark: "timed-out");
        tell.One(DemoWorld.TeaWindow, 36, 5_800, 9005, new() { Type = TransactionType.Reversal, Code = "00", EntryMode = "071" }, original: "timed-out");
        tell.Unanswered(DoubleCharge, card: 9006, "071");
        tell.One(DemoWorld.TeaWindow, 14, 6_600, 9006, new() { EntryMode = "071" });

        tell.Fine(DemoWorld.BundTill, 55, 38, 29, 9);
        tell.Declined(ContactlessLimit, card: 9007, "072", null, 20);
        tell.One(DemoWorld.BundTill, 34, 32_600, 9008, new() { Outcome = Outcome.Declined, Code = "61", EntryMode = "072", Source = CodeSource.Issuer });

        foreach (var (minutes, card) in new[] { (88, 9011UL), (61, 9012UL), (47, 9013UL), (28, 9014UL) })
            tell.One(DemoWorld.NoodleDoor, minutes, 2_600 + minutes * 10, card, Stripe("201", chipCondition: "2"));
        tell.One(DeadReader, 9015, Stripe("201", chipCondition: "2"));

        tell.Fine(DemoWorld.Market2, 58, 51, 41, 26, 18, 11, 4);
        tell.One(OperatorMistakes, 9021, Stripe("601", chipCondition: "1"));
        foreach (var (minutes, card) in new[] { (46, 9022UL), (22, 9023UL), (1_500, 9024UL), (2_960, 9025UL), (4_400, 9026UL) })
            tell.One(DemoWorld.Market2, minutes, 4_100 + minutes, card, Stripe("601", chipCondition: "1"));

        foreach (var (minutes, card) in new[] { (75, 9031UL), (73, 9032UL), (72, 9033UL) })
            tell.One(DemoWorld.Pharmacy1, minutes, 3_900 + minutes * 20, card, Keys(plan));
        tell.One(StaleKeys, 9034, Keys(plan));
        tell.One(DemoWorld.Pharmacy1, 66, null, (ulong?)null, new() { Type = TransactionType.SignOn, EntryMode = null });
        tell.Fine(DemoWorld.Pharmacy1, 64, 51, 37, 16, 6);

        foreach (var (minutes, card) in new[] { (39, 9041UL), (37, 9042UL) })
            tell.One(DemoWorld.MarketSelf4, minutes, 2_700 + minutes * 10, card, new() { Outcome = Outcome.Declined, Code = "97", EntryMode = "051", Source = CodeSource.Acquirer });
        tell.Declined(NotRegistered, card: 9043, "051", null, 35);

        tell.Fine(DemoWorld.Pharmacy2, 170, 150, 131);
        foreach (var (minutes, card) in new[] { (55, 9051UL), (52, 9052UL) })
            tell.One(DemoWorld.Pharmacy2, minutes, 9_000 + minutes * 100, card, NoLine);
        tell.One(LineDown, 9053, NoLine);

        Outage(tell);
        tell.Fine(DemoWorld.NoodleHall, 56, 43, 31, 22, 15, 9, 3);
        tell.Fine(DemoWorld.Market1, 55, 44, 32, 17, 10, 5);

        tell.Fine(DemoWorld.Books, 160, 140, 120, 101);
        foreach (var (minutes, card) in new[] { (62, 9061UL), (51, 9062UL), (40, 9063UL), (29, 9064UL) })
            tell.One(DemoWorld.Books, minutes, 3_300 + minutes * 10, card, new() { Outcome = Outcome.Declined, Code = "54", EntryMode = "051", Source = CodeSource.Terminal });
        tell.Declined(WrongClock, card: 9065, "051", null, 20);

        foreach (var (minutes, card) in new[] { (44, 9071UL), (36, 9072UL), (27, 9073UL), (21, 9074UL) })
            tell.One(DemoWorld.Bakery, minutes, 1_900 + minutes * 10, card, new() { Outcome = Outcome.Declined, Code = "55", EntryMode = "051", Source = CodeSource.Issuer });
        tell.Declined(PinPad, card: 9075, "051", null, 18);

        tell.Fine(DemoWorld.BakeryOut, 90, 74, 60);
        tell.One(Stored, 9081, new() { Outcome = Outcome.Unknown, Code = null, EntryMode = "051", UnsentCount = 2, Signal = 1 });
        return tell.Rows;
    }

    private static void Outage(Telling tell)
    {
        const string bank = "DONGHAI";
        var failing = new DemoFacts { Outcome = Outcome.Declined, Code = "91", EntryMode = "051", Source = CodeSource.Switch };
        DemoTerminal[] everywhere = [DemoWorld.NoodleHall, DemoWorld.Market1, DemoWorld.TeaTill2, DemoWorld.BundTill, DemoWorld.Pharmacy1, DemoWorld.Market2];
        var card = 9100UL;
        for (var minutes = 45; minutes > 13; minutes -= 2)
            tell.One(everywhere[minutes / 2 % everywhere.Length], minutes + .4, 2_200 + minutes * 30, DemoCards.Of(card++, bank), failing);
        tell.One(BankOutage.Terminal, BankOutage.MinutesBefore, (long)(BankOutage.Yuan * 100), DemoCards.Of(card, bank), failing);
    }

    private static DemoFacts Stripe(string serviceCode, string chipCondition) => new()
    {
        Outcome = Outcome.Declined,
        Code = "45",
        EntryMode = "021",
        ServiceCode = serviceCode,
        ChipCondition = chipCondition,
        Source = CodeSource.Issuer,
    };

    private static DemoFacts Keys(DemoPlan plan) => new()
    {
        Outcome = Outcome.Declined,
        Code = "A0",
        EntryMode = "051",
        Source = CodeSource.Acquirer,
        SignedOnAt = plan.Until.AddHours(-28),
    };

    private static readonly DemoFacts NoLine = new() { Outcome = Outcome.Unknown, Code = "98", EntryMode = "051", Network = NetworkType.TwoG, Signal = 1 };

    /// <summary>Collects the rows of the stories.</summary>
    private sealed class Telling(DemoPlan plan)
    {
        private ulong everyday = 8000;

        public List<Planted> Rows { get; } = [];

        public void Fine(DemoTerminal terminal, params double[] minutesBefore)
        {
            foreach (var minutes in minutesBefore)
            {
                everyday++;
                One(terminal, minutes + .3, 1_200 + (long)(DemoRandom.Mix(everyday) % 90) * 100, everyday, new() { EntryMode = everyday % 2 == 0 ? "051" : "072" });
            }
        }

        public void Declined(DemoStory story, ulong card, string entry, string? withHostText, params double[] minutesBefore)
        {
            foreach (var minutes in minutesBefore)
                One(story.Terminal, minutes, (long)(story.Yuan * 100), card, new()
                {
                    Outcome = Outcome.Declined,
                    Code = story.Code,
                    EntryMode = entry,
                    HostText = withHostText is null ? null : "ISSUER " + story.Code,
                    Source = story.Code is "97" ? CodeSource.Acquirer : story.Code is "54" ? CodeSource.Terminal : CodeSource.Issuer,
                });
        }

        public void Unanswered(DemoStory story, ulong card, string entry, string? mark = null) =>
            One(story.Terminal, story.MinutesBefore, (long)(story.Yuan * 100), card, new() { Outcome = Outcome.Unknown, Code = story.Code, EntryMode = entry }, mark);

        public void One(DemoStory story, ulong card, DemoFacts facts) => One(story.Terminal, story.MinutesBefore, (long)(story.Yuan * 100), card, facts);

        public void One(DemoTerminal terminal, double minutesBefore, long? fen, ulong? card, DemoFacts facts, string? mark = null, string? original = null) =>
            One(terminal, minutesBefore, fen, card is { } number ? DemoCards.Of(number) : null, facts, mark, original);

        public void One(DemoTerminal terminal, double minutesBefore, long? fen, DemoCard? card, DemoFacts facts, string? mark = null, string? original = null) =>
            Rows.Add(new(plan.Until.AddMinutes(-minutesBefore), terminal, card, facts with { Fen = fen }, mark, original));
    }
}
