using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Web.Features.CustomerCards;

namespace Portal.Tests.Features.CustomerCards;

public class CardWordsTests
{
    public static TheoryData<string, Language> Said => new(CustomerLines.All.SelectMany(state => new[] { (state, Language.Zh), (state, Language.En) }));

    [Theory, MemberData(nameof(Said))]
    public void Every_state_has_words_and_none_speaks_of_a_reason(string state, Language language)
    {
        var words = new CardWords(language);
        var card = new CardView(state, null, "", "", null, "");
        var all = string.Join(' ', [words.Head(card), words.Line(card), .. words.Advice(card)]);

        Assert.NotEmpty(words.Advice(card));
        foreach (var never in new[] { "挂失", "被盗", "没收", "可疑", "欺诈", "余额", "限额", "受限", "lost", "stolen", "fraud", "suspect", "balance", "funds", "limit", "restricted" })
            Assert.DoesNotContain(never, all, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("checking")]
    [InlineData("paid")]
    [InlineData("held")]
    public void Nobody_who_may_have_paid_is_invited_to_pay(string state)
    {
        var card = new CardView(state, null, "", "", null, "");

        Assert.DoesNotContain(new CardWords(Language.Zh).Advice(card), advice => advice.Contains('换') || advice.Contains("再刷", StringComparison.Ordinal));
    }
}
