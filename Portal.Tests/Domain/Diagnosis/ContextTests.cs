using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>Context decides what a code means: the table of domain notes (b), as far as the case file's fields feed it.</summary>
public class ContextTests
{
    public static TheoryData<int, CaseFile, string, Scope> Rows => new()
    {
        { 1, Given.Case(Given.Sale("05"), Fine()), "bank-declined-no-reason", Scope.Card },
        { 1, Given.Case(Given.Sale("57"), Fine()), "bank-declined-no-reason", Scope.Card },
        { 2, Given.Case(Given.Sale("05"), Alike("05")), "merchant-suspended", Scope.MerchantAccount },
        { 3, Given.Case(Given.Sale("05")) with { Elsewhere = new(80, 50, 30, 1) }, "bank-system-down", Scope.BankWide },
        { 4, Given.Case(Given.Sale("03"), Fine()), "card-does-not-allow-it", Scope.Card },
        { 5, Given.Case(Given.Sale("03"), Alike("03")), "merchant-suspended", Scope.MerchantAccount },
        { 18, Given.Case(Given.Sale("45") with { EntryMode = "021", ServiceCode = "201" }), "chip-swiped", Scope.Unknown },
        { 19, Given.Case(Given.Sale("45") with { EntryMode = "021", ServiceCode = "201", ChipCondition = "2" }, Alike("45")), "reader-failing", Scope.Terminal },
        { 20, Given.Case(Given.Sale("51")), "insufficient-funds", Scope.Card },
        { 21, Given.Case(Given.Sale("54"), Fine()), "card-expired", Scope.Card },
        { 22, Given.Case(Given.Sale("54"), Alike("54")), "terminal-clock-wrong", Scope.Terminal },
        { 23, Given.Case(Given.Sale("55"), Fine()), "wrong-pin", Scope.Card },
        { 24, Given.Case(Given.Sale("55"), Alike("55")), "terminal-keys-faulty", Scope.Terminal },
        { 25, Given.Case(Given.Sale("75"), Given.Sale("55", minutes: -2, id: 2), Given.Sale("55", minutes: -1, id: 3)), "pin-locked", Scope.Card },
        { 26, Given.Case(Given.Sale("58") with { EntryMode = "072" }), "contactless-not-enabled", Scope.Terminal },
        { 29, Given.Case(Given.Sale("61") with { EntryMode = "072", Amount = new(100_100, "CNY") }), "contactless-limit", Scope.Unknown },
        { 31, Given.Case(Given.Sale("61"), Fine()), "card-limit", Scope.Card },
        { 38, Given.Case(Given.Sale("91")) with { Elsewhere = new(80, 50, 30, 1) }, "bank-system-down", Scope.BankWide },
        { 40, Given.Case(Given.Sale("96") with { CodeSource = CodeSource.Issuer }) with { Elsewhere = new(400, 200, 90, 30) }, "network-centre-fault", Scope.BankWide },
        { 44, Given.Case(Given.Sale("A0")) with { LastApprovalAt = Given.At.AddHours(-60) }, "stale-keys", Scope.Terminal },
    };

    [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void The_most_likely_cause_follows_the_context(int row, CaseFile file, string cause, Scope scope)
    {
        var diagnosed = Diagnosed.Of(file, Given.Playbook, Given.Soon);

        Assert.True(diagnosed.Top?.Id == cause, $"row {row}: {diagnosed.Top?.Id} instead of {cause}; {string.Join(' ', diagnosed.Causes.Take(4).Select(c => $"{c.Cause!.Id}={c.Probability:F2}"))}");
        if (scope != Scope.Unknown) Assert.Equal(scope, diagnosed.Scope);
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

    private static Transaction[] Fine() => [Given.Approval(-20, 5).ByOtherCard(5), Given.Approval(-12, 6).ByOtherCard(6), Given.Approval(-4, 7).ByOtherCard(7)];

    private static Transaction[] Alike(string code) =>
        [.. Enumerable.Range(5, 4).Select(i => Given.Sale(code, minutes: -i, id: i).ByOtherCard(i) with { Issuer = "bank-" + i })];
}
