using CsCheck;
using Portal.Domain.Guidance;

namespace Portal.Tests.Domain.Guidance;

public class SearchIndexTests
{
    [Theory]
    [InlineData("余额不足", "余 余额 额 额不 不 不足 足")]
    [InlineData("ＰＯＳ 机", "pos 机")]
    [InlineData("报Ａ0码", "报 a0 码")]
    [InlineData("Declined, declines; DECLINE", "declin declin declin")]
    [InlineData("tries MAC03 5.1", "try mac03 5 1")]
    [InlineData("小票，打印", "小 小票 票 打 打印 印")]
    [InlineData("  …！", "")]
    public void Text_becomes_words_pairs_and_single_characters(string text, string tokens) =>
        Assert.Equal(tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Tokens.Of(text).Select(t => t.Text).Order());

    [Fact]
    public void Tokens_stand_where_they_say_whatever_the_text() =>
        Gen.String.Sample(text =>
        {
            foreach (var token in Tokens.Of(text))
                if (token.Start < 0 || token.Length <= 0 || token.Start + token.Length > text.Length) return false;
            return true;
        });

    [Fact]
    public void An_excerpt_keeps_every_character_of_its_part_whatever_was_typed() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int[8, 40]).Sample((text, query, most) =>
        {
            var shown = string.Concat(Excerpt.Of(text, query, most).Select(p => p.Text)).Trim('…');
            return text.Contains(shown, StringComparison.Ordinal);
        });

    [Fact]
    public void The_part_with_the_hit_is_shown_and_the_hit_marked()
    {
        var pieces = Excerpt.Of(new string('长', 200) + "。请重打小票给顾客。" + new string('长', 200), "小票", 60);

        Assert.Contains(pieces, p => p is { IsHit: true, Text: "小票" });
        Assert.Equal("…", pieces[0].Text);
        Assert.Equal("…", pieces[^1].Text);
    }

    [Fact]
    public void A_title_counts_more_than_a_body_and_a_rare_word_more_than_a_common_one()
    {
        var index = new SearchIndex([new("body", "别的", "这里说到小票一次"), new("title", "小票", "这里没有说到"), new("common", "别的", "这里说到")]);

        Assert.Equal("title", index.Find("小票", 3)[0].Id);
        Assert.Equal("body", index.Find("这里小票一次", 3)[0].Id);
        Assert.Empty(index.Find("qq", 3));
        Assert.Empty(index.Find("", 3));
    }
}
