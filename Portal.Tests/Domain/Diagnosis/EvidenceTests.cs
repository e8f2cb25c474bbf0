using Portal.Domain.Diagnosis;
using Portal.Domain.Merchants;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

public class EvidenceTests
{
    public static TheoryData<string, CaseFile> Facts => new()
    {
        { "other-cards-approved", Given.Case(Given.Sale(), Given.Approval(-20, 2).ByOtherCard(2), Given.Approval(-5, 3).ByOtherCard(3)) },
        { "other-cards-same-code", Given.Case(Given.Sale(), Given.Sale(minutes: -5, id: 2).ByOtherCard(2)) },
        { "other-cards-failing", Given.Case(Given.Sale(), Given.Sale("05", minutes: -5, id: 2).ByOtherCard(2), Given.Sale("61", minutes: -6, id: 3).ByOtherCard(3)) },
        { "no-other-traffic", Given.Case(Given.Sale()) },
        { "store-terminals-fine", Given.Case(Given.Sale()) with { StoreTerminalsFine = 2 } },
        { "store-terminals-failing", Given.Case(Given.Sale()) with { StoreTerminalsFailing = 1 } },
        { "same-code-elsewhere", Given.Case(Given.Sale("91")) with { Elsewhere = new(90, 60, 30, 1) } },
        { "no-answer-elsewhere", Given.Case(Given.Sale("91")) with { Elsewhere = new(90, 60, 30, 12) { AnyUnanswered = true } } },
        { "usual-elsewhere", Given.Case(Given.Sale("91")) with { Elsewhere = new(2, 2, 2, 2) { Frequency = Frequency.Usual } } },
        { "too-little-elsewhere", Given.Case(Given.Sale("91")) with { Elsewhere = new(0, 0, 0, 0) { Frequency = Frequency.TooLittle } } },
        { "one-issuer", Given.Case(Given.Sale("91")) with { Elsewhere = new(90, 60, 30, 1) } },
        { "many-issuers", Given.Case(Given.Sale("91")) with { Elsewhere = new(90, 60, 30, 12) } },
        { "chip-card-swiped", Given.Case(Given.Sale("45") with { EntryMode = "021", ServiceCode = "201" }) },
        { "chip-read-failed", Given.Case(Given.Sale("45") with { EntryMode = "021", ServiceCode = "601", ChipCondition = "2" }) },
        { "chip-read-failed", Given.Case(Given.Sale("05", "mastercard") with { EntryMode = "801" }) },
        { "inserted", Given.Case(Given.Sale()) },
        { "swiped", Given.Case(Given.Sale("14") with { EntryMode = "022" }) },
        { "manual-entry", Given.Case(Given.Sale() with { EntryMode = "012" }) },
        { "contactless", Given.Case(Given.Sale() with { EntryMode = "072" }) },
        { "contactless-over-limit", Given.Case(Given.Sale("61") with { EntryMode = "072", Amount = new(100_100, "CNY") }) },
        { "contactless-not-enabled", Given.Case(Given.Sale("58") with { EntryMode = "072" }) with { Terminal = Given.Terminal(t => t.Describe(t.StoreId, "", "", "", "", null, null, false, null)) } },
        { "over-terminal-limit", Given.Case(Given.Sale("61")) with { Terminal = Given.Terminal(t => t.Describe(t.StoreId, "", "", "", "", null, 5_000, true, null)) } },
        { "over-merchant-limit", Given.Case(Given.Sale("61")) with { Merchant = Merchant(5_000, false) } },
        { "foreign-card", Given.Case(Given.Sale("05", "visa")) },
        { "foreign-not-enabled", Given.Case(Given.Sale("05", "visa")) with { Merchant = Merchant(null, false) } },
        { "only-foreign-failing", Given.Case(Given.Sale("05", "visa"), Given.Sale("05", "mastercard", minutes: -8, id: 2).ByOtherCard(2), Given.Approval(-5, 3).ByOtherCard(3)) },
        { "terminal-not-registered", Given.Case(Given.Sale("97")) with { Terminal = null } },
        { "terminal-not-signed-on", Given.Case(Given.Sale("99") with { Terminal = new() { SignedOnAt = Given.At.AddHours(-30) } }) },
        { "signed-on-recently", Given.Case(Given.Sale("99") with { Terminal = new() { SignedOnAt = Given.At.AddHours(-3) } }) },
        { "firmware-behind", Given.Case(Given.Sale("30") with { Terminal = new() { Firmware = "V2.9.1" } }) with { NewestFirmware = "V2.10.0" } },
        { "network-weak", Given.Case(Given.Sale("91") with { Terminal = new() { Signal = 1, Network = NetworkType.FourG } }) },
        { "network-good", Given.Case(Given.Sale("91") with { Terminal = new() { Network = NetworkType.Wired } }) },
        { "network-2g", Given.Case(Given.Sale("91") with { Terminal = new() { Network = NetworkType.TwoG } }) },
        { "certificate-expired", Given.Case(Given.Sale("A0") with { Terminal = new() { CertificateExpires = Given.At.AddDays(-1) } }) },
        { "location-off", Given.Case(Given.Sale("03") with { Terminal = new() { LocationOk = false } }) },
        { "serial-differs", Given.Case(Given.Sale("97") with { Terminal = new() { Serial = "SN2" } }) },
        { "later-approval", Given.Case(Given.Sale(), Given.Approval(2, 2)) },
        { "earlier-approval", Given.Case(Given.Sale(), Given.Approval(-2, 2)) },
        { "reversed", Given.Case(Given.Sale(null, outcome: Outcome.Unknown) with { ReversedBy = new(9) }) },
        { "no-reversal-seen", Given.Case(Given.Sale("68")) },
        { "unsent-payments", Given.Case(Given.Sale() with { UnsentCount = 3 }) },
        { "repeated-wrong-pin", Given.Case(Given.Sale("75"), Given.Sale("55", minutes: -2, id: 2), Given.Sale("55", minutes: -1, id: 3)) },
        { "retry-chain", Given.Case(Given.Sale(), Given.Sale(minutes: -1, id: 2)) },
        { "previous-unsettled", Given.Case(Given.Sale(), Given.Sale(null, outcome: Outcome.Unknown, minutes: -3, id: 2).ByOtherCard(2)) },
        { "cut-over-time", Given.Case(Given.Sale("90") with { OccurredAt = new(2026, 11, 23, 22, 45, 0, TimeSpan.FromHours(8)) }) },
        { "long-idle", Given.Case(Given.Sale("A0")) with { LastApprovalAt = Given.At.AddHours(-30) } },
        { "worked-yesterday", Given.Case(Given.Sale("97")) with { LastApprovalAt = Given.At.AddHours(-20) } },
        { "amount-odd", Given.Case(Given.Sale("13") with { Amount = new(0, "CNY") }) },
        { "refers-to-other-sale", Given.Case(Given.Sale("25") with { Type = TransactionType.Refund }) },
        { "original-missing", Given.Case(Given.Sale("25") with { Type = TransactionType.Void, OriginalEventId = "nowhere" }) },
        { "code-from-terminal", Given.Case(Given.Sale("Z1", "visa") with { CodeSource = CodeSource.Terminal }) },
        { "code-from-issuer", Given.Case(Given.Sale() with { CodeSource = CodeSource.Issuer }) },
        { "line-silent", Given.Case(Given.Sale(null, outcome: Outcome.Unknown)) with { DataUntil = Given.At.AddMinutes(15) } },
    };

    [Theory, MemberData(nameof(Facts), DisableDiscoveryEnumeration = true)]
    public void The_portal_finds_by_itself(string key, CaseFile file) => Assert.Contains(key, Given.EvidenceOf(file));

    [Fact]
    public void Every_key_a_playbook_may_use_is_found_in_some_case() =>
        Assert.Equal(EvidenceKeys.All.Order(), Facts.Select(f => f.Data.Item1).Distinct().Order());

    [Fact]
    public void A_case_without_anything_around_it_says_little() => Assert.Equal(["no-other-traffic", "inserted"], Given.EvidenceOf(Given.Case(Given.Sale())));

    [Fact]
    public void Numbers_say_how_many_cards_in_how_many_minutes()
    {
        var fact = EvidenceRules.From(Given.Case(Given.Sale(), Given.Approval(-20, 2).ByOtherCard(2), Given.Approval(-5, 3).ByOtherCard(3), Given.Approval(-4, 4).ByOtherCard(3)), Given.Soon)
            .Single(e => e.Key == "other-cards-approved");

        Assert.Equal([2, 20], fact.Numbers);
        Assert.Equal("feed", fact.Source);
    }

    [Fact]
    public void One_other_card_with_a_common_code_among_many_good_ones_is_chance() =>
        Assert.DoesNotContain("other-cards-same-code", Given.EvidenceOf(Given.Case(
            Given.Sale(), Given.Sale(minutes: -5, id: 2).ByOtherCard(2), Given.Approval(-6, 3).ByOtherCard(3), Given.Approval(-7, 4).ByOtherCard(4))));

    [Theory]
    [InlineData("2.9.1", "2.10", true)]
    [InlineData("V2.10", "v2.10.0", false)]
    [InlineData("A930_2.1", "A930_2.1.1", true)]
    [InlineData("3.0", "2.99", false)]
    public void Versions_compare_by_their_numbers(string own, string newest, bool older) => Assert.Equal(older, Firmware.IsOlder(own, newest));

    private static Merchant Merchant(long? limit, bool foreign)
    {
        var merchant = new Merchant(new(Guid.NewGuid()), "898310148160001");
        merchant.Describe("莲香茶楼", "5812", MerchantStatus.Active, limit, foreign);
        return merchant;
    }
}
