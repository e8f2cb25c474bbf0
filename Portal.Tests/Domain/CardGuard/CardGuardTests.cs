using System.Text.Json;
using Portal.Domain.Common;

namespace Portal.Tests.Domain.CardGuard;

public class CardGuardTests(ITestOutputHelper output)
{
    private static readonly string[] Around = ["{0}", "卡号：{0}，刷不了", "card {0}, please", "顾客的卡 {0}。", "({0})", "「{0}」 14:05 拒绝"];

    public static TheoryData<string> Names => [.. Spellings.All.Select(s => s.Name)];

    [Fact]
    public void There_are_thirty_spellings() => Assert.Equal(30, Spellings.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_thousand_numbers_are_found_however_they_are_written_and_nothing_of_their_middle_stays(string spelling)
    {
        var write = Spellings.All.Single(s => s.Name == spelling).Write;
        var missed = new List<string>();

        foreach (var (number, i) in CanaryCards.Make(10_000).Select((n, i) => (n, i)))
        {
            var typed = string.Format(System.Globalization.CultureInfo.InvariantCulture, Around[i % Around.Length], write(number));
            var kept = CardNumbers.Mask(typed);
            if (!kept.Contains(number[..6] + "******" + number[^4..], StringComparison.Ordinal) || CardNumbers.Contains(kept)) missed.Add(typed + " → " + kept);
        }

        Assert.Empty(missed);
    }

    /// <summary>Found by eng/security/cards with a thousand numbers: the first and the beginning of the second passed for one longer number, and the rest of the second stayed.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Of_two_numbers_in_a_row_neither_stays(string spelling)
    {
        var write = Spellings.All.Single(s => s.Name == spelling).Write;
        string[] between = ["/", " ", "，", ", ", "\n", "&x="];
        var numbers = CanaryCards.Make(4_000);
        var left = new List<string>();

        for (var i = 0; i < numbers.Count; i += 2)
        {
            var (first, second) = i % 4 == 0 ? (numbers[i], numbers[i]) : (numbers[i], numbers[i + 1]);
            var kept = CardNumbers.Mask(write(first) + between[i / 2 % between.Length] + write(second));
            left.AddRange(new Leaks([first, second]).In(kept).Select(number => $"{number} in {kept}"));
        }

        Assert.Empty(left);
    }

    [Fact]
    public void Ten_thousand_of_every_other_number_of_the_trade_survive()
    {
        const int each = 10_000;
        var (all, hits) = (0, 0);
        foreach (var (kind, make) in References.Kinds)
        {
            var random = new Random(20261127);
            var found = Enumerable.Range(0, each).Select(_ => make(random)).Where(CardNumbers.Contains).ToList();
            output.WriteLine($"{kind}: {found.Count} of {each}{(found.Count > 0 ? ", as " + found[0] : "")}");
            Assert.True(found.Count <= each * 0.005, $"{kind}: {found.Count} of {each}, as {found.FirstOrDefault()}");
            (all, hits) = (all + each, hits + found.Count);
        }

        output.WriteLine($"together: {hits} of {all}");
    }

    public static TheoryData<string, string> Masked => new(Vectors().Masked.Select(v => (v.Typed, v.Kept)));

    public static TheoryData<string> Innocent => [.. Vectors().Innocent];

    [Theory]
    [MemberData(nameof(Masked))]
    public void Is_masked(string typed, string kept) => Assert.Equal(kept, CardNumbers.Mask(typed));

    [Theory]
    [MemberData(nameof(Innocent))]
    public void Stays_as_it_is(string typed) => Assert.Same(typed, CardNumbers.Mask(typed));

    [Theory]
    [MemberData(nameof(Masked))]
    public void Masking_twice_changes_nothing_more(string typed, string kept) => Assert.Same(kept, CardNumbers.Mask(CardNumbers.Mask(typed) == kept ? kept : typed));

    /// <summary>No spelling makes the guard go over the text again and again: every one of these is millions of steps where it does. How long it takes is <c>eng/fuzz</c>'s to say.</summary>
    [Theory]
    [InlineData("4")]
    [InlineData("4 ")]
    [InlineData("cvv ")]
    [InlineData("pin 1 ")]
    [InlineData("%34")]
    [InlineData("&#52;")]
    [InlineData("four ")]
    [InlineData("密码是")]
    [InlineData("4111-")]
    [InlineData("一")]
    [InlineData("*4")]
    [InlineData("\u200b4")]
    public async Task A_long_text_full_of_digits_comes_to_an_end(string part) =>
        await Task.Run(() => CardNumbers.Mask(string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)))).WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>The same cases the browser's preview is tested with.</summary>
    private static CardVectors Vectors() =>
        JsonSerializer.Deserialize<CardVectors>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "card-vectors.json")), JsonSerializerOptions.Web)!;

    private sealed record CardVectors(IReadOnlyList<CardVectors.Case> Masked, IReadOnlyList<string> Innocent)
    {
        public sealed record Case(string Typed, string Kept);
    }
}
