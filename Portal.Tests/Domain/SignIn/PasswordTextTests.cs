using Portal.Domain.SignIn;

namespace Portal.Tests.Domain.SignIn;

public class PasswordTextTests
{
    [Fact]
    public void The_same_characters_typed_differently_are_the_same_password()
    {
        Assert.Equal(PasswordText.Normal("café au lait 12"), PasswordText.Normal("cafe\u0301 au lait 12"));
        Assert.Equal("abc123", PasswordText.Normal("ａｂｃ１２３"));
    }

    [Fact]
    public void Nothing_is_cut_off_and_blanks_stay() => Assert.Equal("  a b  ", PasswordText.Normal("  a b  "));

    [Fact]
    public void An_emoji_counts_once() => Assert.Equal(3, PasswordText.Length("a🍵b"));

    [Fact]
    public void Half_a_character_and_what_is_far_too_long_are_no_password()
    {
        Assert.Null(PasswordText.Normal("abc\ud83c"));
        Assert.Null(PasswordText.Normal(new string('x', 5_000)));
    }
}
