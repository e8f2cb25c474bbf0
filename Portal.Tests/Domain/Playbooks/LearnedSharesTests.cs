using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Playbooks;

public sealed class LearnedSharesTests
{
    private const string About = "unionpay/51";

    private static readonly Playbook Book = new(
        "starter", 1,
        [
            Cause("funds", new CodePointer("51", Strength.Typical)),
            Cause("limit", new CodePointer("unionpay/51", Strength.Likely), new CodePointer("61", Strength.Typical)),
            Cause("typo", new CodePointer("*", Strength.Possible)),
            Cause("reader", new CodePointer("45", Strength.Typical)) with { Symptoms = [new SymptomPointer("no-paper", Strength.Typical)] },
        ],
        [], [], []);

    [Fact]
    public void The_proposal_is_the_mean_of_words_and_cases()
    {
        // Words: 50, 20, 6 beside 4 for something else, of 80; as forty cases 25, 10, 3, 2. Sixty settled cases, all of one cause.
        var proposed = LearnedShares.Propose(Book, [new(About, 1, "limit", 60, 0, 0)]).ToDictionary(p => p.Cause);

        Assert.Equal(["funds", "limit", "typo"], proposed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0.25, proposed["limit"].Now, 6);
        Assert.Equal(70.0 / 100, proposed["limit"].Proposed, 6);
        Assert.Equal(25.0 / 100, proposed["funds"].Proposed, 6);
        Assert.Equal(3.0 / 100, proposed["typo"].Proposed, 6);
    }

    [Fact]
    public void Adopted_shares_are_what_the_next_walk_starts_from()
    {
        var proposals = LearnedShares.Propose(Book, [new(About, 1, "limit", 60, 0, 0)]);

        var adopted = LearnedShares.Adopt(Book, proposals, new HashSet<string> { About });

        var all = adopted.Causes.Sum(c => c.PriorOf("unionpay", "51")) + Weights.SomethingElse;
        Assert.Equal(0.70, adopted.Cause("limit")!.PriorOf("unionpay", "51") / all, 3);
        Assert.Equal(0.25, adopted.Cause("funds")!.PriorOf("unionpay", "51") / all, 3);
        Assert.Equal(0.03, adopted.Cause("typo")!.PriorOf("unionpay", "51") / all, 3);
    }

    [Fact]
    public void Adopting_touches_no_other_scheme_or_code()
    {
        var adopted = LearnedShares.Adopt(Book, LearnedShares.Propose(Book, [new(About, 1, "limit", 60, 0, 0)]), new HashSet<string> { About });

        foreach (var cause in Book.Causes)
        {
            Assert.Equal(cause.PriorOf("visa", "51"), adopted.Cause(cause.Id)!.PriorOf("visa", "51"));
            Assert.Equal(cause.PriorOf("unionpay", "61"), adopted.Cause(cause.Id)!.PriorOf("unionpay", "61"));
            Assert.Equal(cause.PriorOf("unionpay", "45"), adopted.Cause(cause.Id)!.PriorOf("unionpay", "45"));
        }
    }

    [Fact]
    public void What_was_not_chosen_is_not_adopted()
    {
        var adopted = LearnedShares.Adopt(Book, LearnedShares.Propose(Book, [new(About, 1, "limit", 60, 0, 0)]), new HashSet<string>());

        Assert.Equal(Book.Causes.Select(c => c.PriorOf("unionpay", "51")), adopted.Causes.Select(c => c.PriorOf("unionpay", "51")));
    }

    [Fact]
    public void Adopted_cases_are_not_counted_again()
    {
        CauseCount old = new(About, 1, "limit", 60, 0, 0);
        var adopted = LearnedShares.Adopt(Book, LearnedShares.Propose(Book, [old]), new HashSet<string> { About }) with { Version = 2 };

        Assert.Empty(LearnedShares.Propose(adopted, [old]));
        var next = LearnedShares.Propose(adopted, [old, new(About, 2, "funds", 40, 0, 0)]).Single(p => p.Cause == "funds");
        Assert.Equal(0.25, next.Now, 3);
        Assert.Equal((40 * 0.25 + 40) / 80, next.Proposed, 3);
    }

    [Fact]
    public void Few_cases_propose_nothing() => Assert.Empty(LearnedShares.Propose(Book, [new(About, 1, "limit", 9.5, 0, 0)]));

    [Fact]
    public void Cases_that_agree_with_the_words_propose_nothing() =>
        Assert.Empty(LearnedShares.Propose(Book, [new(About, 1, "funds", 62.5, 0, 0), new(About, 1, "limit", 25, 0, 0), new(About, 1, "typo", 7.5, 0, 0), new(About, 1, CauseCount.SomethingElse, 0, 0, 10)]));

    [Fact]
    public void An_approval_counts_twice_a_word()
    {
        var (word, approval) = (Limit(new(About, 1, "limit", 0, 60, 0)), Limit(new(About, 1, "limit", 30, 0, 0)));

        Assert.Equal(approval, word, 6);

        static double Limit(CauseCount count) => LearnedShares.Propose(Book, [count]).Single(p => p.Cause == "limit").Proposed;
    }

    [Fact]
    public void A_cause_the_playbook_dropped_is_passed_over() => Assert.Empty(LearnedShares.Propose(Book, [new(About, 1, "gone", 100, 0, 0)]));

    [Fact]
    public void Symptoms_learn_as_codes_do()
    {
        var about = LearnedShares.AboutSymptom("no-paper");
        var book = Book with { Causes = [.. Book.Causes, Cause("printer") with { Symptoms = [new SymptomPointer("no-paper", Strength.Unlikely)] }] };

        var adopted = LearnedShares.Adopt(book, LearnedShares.Propose(book, [new(about, 1, "printer", 60, 0, 0)]), new HashSet<string> { about });

        Assert.True(adopted.Cause("printer")!.PriorOfSymptom("no-paper") > adopted.Cause("reader")!.PriorOfSymptom("no-paper"));
    }

    private static Cause Cause(string id, params CodePointer[] codes) =>
        new(id, CauseGroup.Account, WhoActs.Customer, Scope.Card, new(id, id), new(id, id), [], [], codes, [], []);
}
