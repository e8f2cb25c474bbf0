using Portal.Domain.Diagnosis;
using Portal.Domain.Merchants;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>
/// Context decides what a code means: the fifty rows of the domain notes (b) on the shipped playbook. Each says which cause must be the most probable, who acts,
/// and which of the playbook's fixes the row names; that fix must be among those that cure the cause here and may be offered.
/// </summary>
public class ContextTests
{
    /// <summary>
    /// Context that the notes name and no feed carries: the row is tested on what is there instead. Listed in docs/ARCHITECTURE.md, too.
    /// </summary>
    public static readonly IReadOnlyDictionary<int, string> FieldsNoFeedHas = new Dictionary<int, string>
    {
        [5] = "state of the merchant's documents: tested on all cards failing",
        [15] = "time of the last update or re-installation, parameter version: tested on firmware behind the newest",
        [22] = "the terminal's own clock (DE12 beside the host's time): tested on all cards failing",
        [35] = "batch number at the host, time of the last settlement: tested on the code and the sign-on",
        [44] = "time the terminal was switched on: tested on the last approval and the sign-on",
        [45] = "whether the code came back after a sign-on: tested on the sign-on's time",
        [50] = "lowest firmware the host accepts: tested on the certificate and on firmware behind the newest",
    };

    private static readonly CodeElsewhere OneBank = new(80, 50, 30, 1), ManyBanks = new(400, 200, 90, 30);

    public sealed record Row(int Number, CaseFile File, string Cause, WhoActs Who, string Fix, Scope? Scope = null);

    private static IEnumerable<Row> All()
    {
        foreach (var code in new[] { "05", "57", "62" })
        {
            yield return new(1, Given.Case(Given.Sale(code), Fine()), code == "62" ? "bank-asks-cardholder" : "bank-declined-no-reason", code == "62" ? WhoActs.Customer : WhoActs.Bank, "use-another-card", Scope.Card);
            yield return new(2, Given.Case(Given.Sale(code), Alike(code)) with { StoreTerminalsFailing = 2 }, "merchant-suspended", WhoActs.Acquirer, "acquirer-checks-shop", Scope.MerchantAccount);
        }

        yield return new(3, Given.Case(Given.Sale("05")) with { Elsewhere = OneBank }, "bank-system-down", WhoActs.Bank, "use-another-card", Scope.BankWide);
        yield return new(4, Given.Case(Given.Sale("03"), Fine()), "card-does-not-allow-it", WhoActs.Customer, "use-another-card", Scope.Card);
        yield return new(5, Given.Case(Given.Sale("03"), Alike("03")), "merchant-suspended", WhoActs.Acquirer, "acquirer-checks-shop", Scope.MerchantAccount);
        foreach (var code in new[] { "12", "22", "25", "64" })
            foreach (var type in new[] { TransactionType.Void, TransactionType.Refund, TransactionType.PreauthCompletion })
                yield return new(6, Given.Case(Given.Sale(code) with { Type = type, OriginalEventId = "nowhere" }), "wrong-original", WhoActs.Shop, type == TransactionType.Void ? "refund-instead" : "find-original");
        yield return new(7, Given.Case(Given.Sale("12")), "card-does-not-allow-it", WhoActs.Customer, "use-another-card", Scope.Card);
        yield return new(8, Given.Case(Given.Sale("13") with { Amount = new(0, "CNY") }), "amount-mistyped", WhoActs.Shop, "reenter-amount");
        yield return new(8, Given.Case(Given.Sale("13") with { Amount = new(860_000, "CNY") }, Fine(5)), "amount-mistyped", WhoActs.Shop, "reenter-amount");
        yield return new(9, Given.Case(Given.Sale("13"), Alike("13")), "merchant-limit", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        yield return new(10, Given.Case(Given.Sale("14") with { EntryMode = "021" }, Fine()), "card-damaged", WhoActs.Customer, "insert-chip", Scope.Card);
        yield return new(11, Given.Case(Given.Sale("14"), Alike("14")), "reader-failing", WhoActs.Shop, "clean-reader", Scope.Terminal);
        yield return new(12, Given.Case(Given.Sale("14") with { Type = TransactionType.Refund, OriginalEventId = "e9" }, Given.Approval(-40, 9).ByOtherCard(9)), "wrong-original", WhoActs.Shop, "find-original");
        foreach (var code in new[] { "15", "31" })
            yield return new(13, Given.Case(Given.Sale(code, "visa")) with { Merchant = NoForeignCards() }, "type-not-enabled", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        yield return new(14, Given.Case(Given.Sale("15") with { Issuer = "bank-1" }, [.. Fine(), .. OfBank("bank-1", "15")]), "acquirer-configuration", WhoActs.Acquirer, "acquirer-fixes-setup");
        yield return new(15, Given.Case(Given.Sale("30") with { Terminal = new() { Firmware = "2.9" } }, Alike("30")) with { NewestFirmware = "2.10" }, "software-outdated", WhoActs.Shop, "update-software", Scope.Terminal);
        yield return new(16, Given.Case(Given.Sale("30"), Alike("30")) with { Elsewhere = ManyBanks, StoreTerminalsFailing = 2 }, "network-centre-fault", WhoActs.Nobody, "wait-for-all-clear", Scope.BankWide);
        yield return new(17, Given.Case(Given.Sale("30") with { EntryMode = "021" }, Fine()), "chip-swiped", WhoActs.Shop, "insert-chip");
        foreach (var code in new[] { "45", "59" })
        {
            // 59 is a sensitive code: no step may end in another try with that card, so the row's fix is not offered there.
            yield return new(18, Given.Case(Given.Sale(code) with { EntryMode = "021", ServiceCode = "201", ChipCondition = "1" }), "chip-swiped", WhoActs.Shop, code == "59" ? "" : "insert-chip");
            yield return new(19, Given.Case(Given.Sale(code) with { EntryMode = "021", ServiceCode = "601", ChipCondition = "2" }, Alike(code)), "reader-failing", WhoActs.Shop, "ask-for-service", Scope.Terminal);
        }

        yield return new(20, Given.Case(Given.Sale("51")), "insufficient-funds", WhoActs.Customer, "pay-another-way", Scope.Card);
        yield return new(20, Given.Case(Given.Sale("51"), Fine()), "insufficient-funds", WhoActs.Customer, "use-another-card", Scope.Card);
        yield return new(21, Given.Case(Given.Sale("54"), Fine()), "card-expired", WhoActs.Customer, "use-another-card", Scope.Card);
        yield return new(22, Given.Case(Given.Sale("54"), Alike("54")), "terminal-clock-wrong", WhoActs.Shop, "correct-date", Scope.Terminal);
        yield return new(23, Given.Case(Given.Sale("55"), Fine()), "wrong-pin", WhoActs.Customer, "enter-pin-again", Scope.Card);
        foreach (var code in new[] { "55", "99" })
            yield return new(24, Given.Case(Given.Sale(code), Alike(code)), "terminal-keys-faulty", WhoActs.Acquirer, "acquirer-loads-keys", Scope.Terminal);
        foreach (var code in new[] { "38", "75" })
            yield return new(25, Given.Case(Given.Sale(code), Given.Sale("55", minutes: -2, id: 2), Given.Sale("55", minutes: -1, id: 3)), "pin-locked", WhoActs.Customer, "use-another-card", Scope.Card);
        yield return new(26, Given.Case(Given.Sale("58") with { EntryMode = "072" }), "contactless-not-enabled", WhoActs.Acquirer, "insert-chip", Scope.Terminal);
        yield return new(27, Given.Case(Given.Sale("58") with { Type = TransactionType.Void, OriginalEventId = "elsewhere" }), "wrong-original", WhoActs.Shop, "find-original");
        yield return new(28, Given.Case(Given.Sale("58", "visa"), Fine()), "type-not-enabled", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        yield return new(28, Given.Case(Given.Sale("58") with { Type = TransactionType.Preauth }, Fine()), "type-not-enabled", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        foreach (var (yuan, limit) in new[] { (318, 30_000L), (1_001, 100_000L) })
            yield return new(29, Given.Case(Given.Sale("61") with { EntryMode = "072", Amount = new(yuan * 100L, "CNY") }) with { Terminal = Taps(limit) }, "contactless-limit", WhoActs.Shop, "insert-chip");
        yield return new(30, Given.Case(Given.Sale("61"), Alike("61")), "merchant-limit", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        foreach (var code in new[] { "61", "65" })
            yield return new(31, Given.Case(Given.Sale(code), Fine()), "card-limit", WhoActs.Customer, "use-another-card", Scope.Card);
        foreach (var code in new[] { "68", "98" })
        {
            yield return new(32, Given.Case(Given.Sale(code), Fine()) with { Elsewhere = OneBank }, "bank-system-down", WhoActs.Bank, "", Scope.BankWide);
            yield return new(33, Given.Case(Given.Sale(code) with { Terminal = Weak }, Alike(code)), "weak-network", WhoActs.Shop, "move-for-signal", Scope.Line);
        }

        foreach (var code in new[] { "68", "98", "96" })
            yield return new(34, Given.Case(Given.Sale(code)) with { Elsewhere = ManyBanks with { AnyUnanswered = true } }, "network-centre-fault", WhoActs.Nobody, "wait-for-all-clear", Scope.BankWide);
        yield return new(35, Given.Case(Given.Sale("77"), Alike("77")), "batch-out-of-step", WhoActs.Shop, "settle-then-sign-on", Scope.Terminal);
        foreach (var code in new[] { "79", "95" })
            yield return new(36, Given.Case(Given.Sale(code) with { Type = TransactionType.Settlement, Amount = null, CardToken = null, CardFirst6 = null, CardLast4 = null }), "settlement-not-finished", WhoActs.Shop, code == "79" ? "send-records-again" : "settle-then-sign-on", Scope.Terminal);
        yield return new(37, Given.Case(Given.Sale("90") with { OccurredAt = Given.At.AddHours(8.75) }), "day-end-cut-over", WhoActs.Nobody, "wait-and-try-once");
        foreach (var code in new[] { "91", "92" })
            yield return new(38, Given.Case(Given.Sale(code)) with { Elsewhere = OneBank }, "bank-system-down", WhoActs.Bank, "use-another-card", Scope.BankWide);
        yield return new(39, Given.Case(Given.Sale("94"), Given.Approval(-2, 2)), "already-paid", WhoActs.Shop, "check-before-charging");
        yield return new(39, Given.Case(Given.Sale("94"), Given.Sale(null, outcome: Outcome.Unknown, minutes: -1, id: 2)), "already-paid", WhoActs.Shop, "check-before-charging");
        yield return new(40, Given.Case(Given.Sale("96") with { CodeSource = CodeSource.Switch }) with { Elsewhere = ManyBanks }, "network-centre-fault", WhoActs.Nobody, "wait-for-all-clear", Scope.BankWide);
        yield return new(41, Given.Case(Given.Sale("97")) with { Terminal = null }, "terminal-not-registered", WhoActs.Acquirer, "acquirer-binds-terminal", Scope.Terminal);
        yield return new(41, Given.Case(Given.Sale("97"), Alike("97")), "terminal-not-registered", WhoActs.Acquirer, "acquirer-binds-terminal", Scope.Terminal);
        yield return new(42, Given.Case(Given.Sale("97")) with { LastApprovalAt = Given.At.AddHours(-20) }, "terminal-not-registered", WhoActs.Acquirer, "acquirer-binds-terminal", Scope.Terminal);
        foreach (var code in new[] { "97", "03" })
            yield return new(43, Given.Case(Given.Sale(code) with { Terminal = new() { LocationOk = false } }), "location-rule", WhoActs.Acquirer, "report-move", Scope.Terminal);
        foreach (var code in new[] { "A0", "99" })
        {
            yield return new(44, Given.Case(Given.Sale(code) with { Terminal = new() { SignedOnAt = Given.At.AddHours(-60) } }) with { LastApprovalAt = Given.At.AddHours(-60) }, "stale-keys", WhoActs.Shop, "sign-on-again", Scope.Terminal);
            yield return new(45, Given.Case(Given.Sale(code) with { Terminal = new() { SignedOnAt = Given.At.AddMinutes(-10) } }, Alike(code)), "terminal-keys-faulty", WhoActs.Acquirer, "acquirer-loads-keys", Scope.Terminal);
        }

        foreach (var code in new[] { "A0", "A7" })
            yield return new(46, Given.Case(Given.Sale(code), Alike(code)) with { Elsewhere = ManyBanks, StoreTerminalsFailing = 2 }, "network-centre-fault", WhoActs.Nobody, "wait-for-all-clear", Scope.BankWide);
        yield return new(47, Given.Case(Given.Sale("Z3", "visa") with { CodeSource = CodeSource.Terminal, Terminal = Weak }), "weak-network", WhoActs.Shop, "switch-network", Scope.Line);
        foreach (var code in new[] { "05", "15", "57", "58" })
            yield return new(48, Given.Case(Given.Sale(code, "visa"), [.. Fine(), Given.Sale(code, "visa", minutes: -9, id: 9).ByOtherCard(9)]), "type-not-enabled", WhoActs.Acquirer, "acquirer-enables-type", Scope.MerchantAccount);
        foreach (var code in new[] { "09", "96" })
            yield return new(49, Given.Case(Given.Sale(code) with { CodeSource = CodeSource.Terminal }, Given.Sale(null, outcome: Outcome.Unknown, minutes: -3, id: 7).ByOtherCard(7) with { Amount = new(4_200, "CNY") }), "outcome-unknown", WhoActs.Nobody, "wait-for-reversal");
        foreach (var code in new[] { "A0", "97", "30" })
            yield return new(50, Given.Case(Given.Sale(code) with { Terminal = new() { CertificateExpires = Given.At.AddDays(-2) } }), "certificate-expired", WhoActs.Acquirer, "renew-certificate", Scope.Terminal);
        yield return new(50, Given.Case(Given.Sale("30") with { Terminal = new() { Firmware = "1.2" } }) with { NewestFirmware = "2.10" }, "software-outdated", WhoActs.Shop, "update-software", Scope.Terminal);
    }

    public static TheoryData<int, Row> Rows
    {
        get
        {
            var rows = new TheoryData<int, Row>();
            foreach (var row in All()) rows.Add(row.Number, row);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void The_most_likely_cause_follows_the_context(int number, Row row)
    {
        var diagnosed = Diagnosed.Of(row.File, Given.Playbook, Given.Soon);
        var told = $"row {number} ({row.File.Transaction.ResponseCode}): {string.Join(' ', diagnosed.Causes.Take(4).Select(c => $"{c.Cause!.Id}={c.Probability:F2}"))}; {string.Join(' ', diagnosed.Evidence.Select(e => e.Key))}";

        Assert.True(diagnosed.Top?.Id == row.Cause, $"{row.Cause} expected; {told}");
        Assert.True(diagnosed.WhoActs == row.Who, told);
        if (row.Scope is { } scope) Assert.True(diagnosed.Scope == scope, $"{scope} expected, {diagnosed.Scope} found; {told}");
        if (row.Fix.Length == 0) return;

        var fix = Given.Playbook.Fix(row.Fix)!;
        Assert.Contains(fix.Cures, c => c.Cause == row.Cause);
        Assert.True(Allowed.Is(fix, row.File, diagnosed.Verdict) || diagnosed.Verdict.ForbidsTrying, $"{row.Fix} may not be offered; {told}");
    }

    /// <summary>What only the acquirer can do is proposed as handing over, and so is what nobody at the shop can do: it is the acquirer's incident.</summary>
    [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void The_rows_fix_is_among_what_a_walk_proposes(int number, Row row)
    {
        if (row.Fix.Length == 0) return;
        var walk = new List<Answered>();
        var proposed = new List<string>();
        for (var i = 0; i < 14; i++)
        {
            var step = NextStep.For(Given.Playbook, row.File, Given.Soon, walk);
            proposed.Add(step.Fix?.Id ?? step.Id);
            if (step.Fix?.Id == row.Fix || step.Kind == StepKind.Escalate && (row.Who == WhoActs.Nobody || Given.Playbook.Fix(row.Fix)!.ContactAcquirer)) return;
            // Who knows nothing and is helped by nothing is led through everything that is worth trying.
            walk.Add(new(step.Id, step.Kind switch { StepKind.Check => Check.DontKnow, StepKind.Fix => Step.NoHelp, StepKind.Wait => Step.Continue, _ => Step.Skip }));
        }

        Assert.Fail($"row {number} ({row.File.Transaction.ResponseCode}): {row.Fix} is not among {string.Join(' ', proposed)}");
    }

    [Fact]
    public void All_fifty_rows_are_here()
    {
        Assert.Equal(Enumerable.Range(1, 50), All().Select(r => r.Number).Distinct().Order());
        Assert.All(FieldsNoFeedHas.Keys, row => Assert.InRange(row, 1, 50));
    }

    [Fact]
    public void All_beliefs_add_up_to_one_with_something_else_among_them()
    {
        var beliefs = Diagnosed.Of(Given.Case(Given.Sale("05"), Fine()), Given.Playbook, Given.Soon).Beliefs;

        Assert.Equal(1, beliefs.Ranked().Sum(b => b.Probability), 9);
        Assert.True(beliefs.SomethingElse > 0);
    }

    [Fact]
    public void A_code_nobody_wrote_about_still_gives_causes()
    {
        var unknown = Diagnosed.Of(Given.Case(Given.Sale("ZZ")), Given.Playbook, Given.Soon);

        Assert.Equal(1, unknown.Beliefs.Ranked().Sum(b => b.Probability), 9);
    }

    [Theory]
    [InlineData("91")]
    [InlineData("96")]
    [InlineData("06")]
    public void A_code_alone_is_never_called_bank_wide(string code)
    {
        Assert.NotEqual(Scope.BankWide, Diagnosed.Of(Given.Case(Given.Sale(code), Fine()), Given.Playbook, Given.Soon).Scope);
        Assert.Equal(Scope.Unknown, Diagnosed.Of(Given.Case(Given.Sale(code)) with { Elsewhere = CodeElsewhere.NotCompared with { Frequency = Frequency.TooLittle } }, Given.Playbook, Given.Soon).Scope);
    }

    [Fact]
    public void A_common_code_on_one_other_card_does_not_blame_the_terminal()
    {
        var common = Given.Case(Given.Sale("51"), Given.Sale("51", minutes: -4, id: 2).ByOtherCard(2)) with { Elsewhere = CodeElsewhere.NotCompared with { UsualShare = 0.025 } };
        var rare = Given.Case(Given.Sale("A0"), Given.Sale("A0", minutes: -4, id: 2).ByOtherCard(2)) with { Elsewhere = CodeElsewhere.NotCompared with { UsualShare = 0.0005 } };

        Assert.DoesNotContain("other-cards-same-code", Given.EvidenceOf(common));
        Assert.Contains("other-cards-same-code", Given.EvidenceOf(rare));
    }

    [Fact]
    public void The_hours_of_the_change_of_day_are_a_setting()
    {
        var night = Given.Case(Given.Sale("90") with { OccurredAt = new(2026, 11, 23, 23, 30, 0, TimeSpan.FromHours(8)) });

        Assert.Contains("cut-over-time", Given.EvidenceOf(night));
        Assert.DoesNotContain("cut-over-time", Given.EvidenceOf(night with { CutOver = new(new(3, 0), new(4, 0)) }));
        Assert.Contains("cut-over-time", Given.EvidenceOf(night with { CutOver = new(new(23, 0), new(23, 45)) }));
    }

    private static readonly TerminalState Weak = new() { Signal = 1, Network = NetworkType.FourG };

    private static Transaction[] Fine(int cards = 3) =>
        [.. Enumerable.Range(5, cards).Select(i => Given.Approval(-4 * (i - 4), i).ByOtherCard(i) with { Issuer = "bank-" + i })];

    private static Transaction[] Alike(string code) =>
        [.. Enumerable.Range(5, 4).Select(i => Given.Sale(code, minutes: -i, id: i).ByOtherCard(i) with { Issuer = "bank-" + i })];

    private static IEnumerable<Transaction> OfBank(string bank, string code) =>
        Enumerable.Range(20, 3).Select(i => Given.Sale(code, minutes: -(i - 15), id: i).ByOtherCard(i) with { Issuer = bank });

    private static Terminal Taps(long limit) => Given.Terminal(t => t.Describe(t.StoreId, "", "SN1", "A920", "2.10", limit, null, true, null));

    private static Merchant NoForeignCards()
    {
        var merchant = new Merchant(new(Guid.NewGuid()), "898310148160001");
        merchant.Describe("莲香茶楼", "5812", MerchantStatus.Active, null, false);
        return merchant;
    }
}
