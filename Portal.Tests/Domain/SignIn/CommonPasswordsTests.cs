using System.Security.Cryptography;
using Portal.Domain.SignIn;
using Portal.Web.Features.SignIn;

namespace Portal.Tests.Domain.SignIn;

public class CommonPasswordsTests
{
    private static readonly CommonPasswords Shipped = Read();

    private static CommonPasswords Read()
    {
        using var file = typeof(SignInFeature).Assembly.GetManifestResourceStream("common-passwords.bin")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new CommonPasswords(bytes);
    }

    [Theory]
    [InlineData("unbelievable")] // long enough, and in every list
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("Motherfucker")] // capitals
    [InlineData("password2024!")] // a year and a sign
    [InlineData("P@ssw0rd-2024!!")] // dressed up
    [InlineData("p4$$w0rd1234")]
    [InlineData("!!!Sunshine2025")]
    [InlineData("123456qwerty")]
    [InlineData("woaini1314520")] // 我爱你 and its numbers
    [InlineData("dragondragon")] // said twice
    [InlineData("Monkey Monkey Monkey")]
    [InlineData("iloveyou iloveyou 1")]
    [InlineData("sunshineprincess")] // two of the commonest in a row
    [InlineData("ｐａｓｓｗｏｒｄ２０２４！")] // full-width
    public void What_guessing_programs_find_is_known(string password) => Assert.True(Shipped.Knows(PasswordText.Normal(password)!));

    [Theory]
    [InlineData("a quiet morning by the river")]
    [InlineData("demo-counter-2026")]
    [InlineData("a sentence for tests")]
    [InlineData("correct horse battery staple lamp")]
    [InlineData("茶壶里的风暴真不小啊一点也不")]
    [InlineData("rK7v-mQ2x-Tb9w")]
    [InlineData("teapot and seventeen ferries")]
    public void A_persons_own_idea_is_not(string password) => Assert.False(Shipped.Knows(PasswordText.Normal(password)!));

    /// <summary>The stated rate is 152 thousand entries in 2^40 hashes, times the forms looked up: about one in a hundred thousand.</summary>
    [Fact]
    public void Of_a_hundred_thousand_random_passwords_none_or_one_is_refused_by_mistake()
    {
        var refused = Enumerable.Range(0, 100_000).AsParallel().Count(i =>
            Shipped.Knows(Base32.Of(SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 10)).ToLowerInvariant()));

        Assert.InRange(refused, 0, 5);
    }

    [Fact]
    public void The_shipped_list_is_compact_and_whole()
    {
        Assert.InRange(Shipped.Count, 100_000, 200_000);
        Assert.InRange(Shipped.Count * CommonPasswords.HashBytes, 0, 1_000_000);
    }

    [Fact]
    public void Every_entry_of_a_list_is_found_and_its_neighbours_are_not()
    {
        var entries = Enumerable.Range(0, 5_000).Select(i => $"entry number {i}").ToList();
        var list = new CommonPasswords(CommonPasswords.File(entries, []));

        Assert.All(entries, e => Assert.True(list.Knows(e)));
        Assert.All(entries.Take(100), e => Assert.False(list.Knows("x" + e + " and more")));
    }

    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("abcabcabcabc")]
    [InlineData("123456789012")]
    [InlineData("zyxwvutsrqpo")]
    [InlineData("qwertyuiopasdf")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("一二三一二三一二三一二三")]
    public void Repetition_and_runs_need_no_list(string password) => Assert.True(PasswordGuesses.IsPattern(password));

    [Theory]
    [InlineData("a quiet morning by the river")]
    [InlineData("demo-counter-2026")]
    [InlineData("9f8e7d6c5b4a-x")]
    public void Sentences_are_no_pattern(string password) => Assert.False(PasswordGuesses.IsPattern(password));
}
