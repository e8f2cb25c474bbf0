using System.Text.RegularExpressions;
using MudBlazor;
using Portal.Web.Shared.Layout;

namespace Portal.Tests.House;

public class DeskThemeTests
{
    [Fact]
    public void The_desks_theme_has_the_values_of_the_tokens()
    {
        var tokens = SourceTree.Files.Single(f => f.Path == "wwwroot-assets/css/tokens.css").Text;

        AssertSame(tokens, DeskTheme.Value.PaletteLight, occurrence: 0);
        AssertSame(tokens, DeskTheme.Value.PaletteDark, occurrence: 1);
    }

    private static void AssertSame(string tokens, Palette palette, int occurrence)
    {
        Assert.Equal(Token(tokens, "brand", occurrence), Hex(palette.Primary));
        Assert.Equal(Token(tokens, "brand-ink", occurrence), Hex(palette.PrimaryContrastText));
        Assert.Equal(Token(tokens, "paper", occurrence), Hex(palette.Background));
        Assert.Equal(Token(tokens, "surface", occurrence), Hex(palette.Surface));
        Assert.Equal(Token(tokens, "ink", occurrence), Hex(palette.TextPrimary));
        Assert.Equal(Token(tokens, "ink-2", occurrence), Hex(palette.TextSecondary));
        Assert.Equal(Token(tokens, "go", occurrence), Hex(palette.Success));
        Assert.Equal(Token(tokens, "wait", occurrence), Hex(palette.Warning));
        Assert.Equal(Token(tokens, "stop", occurrence), Hex(palette.Error));
        Assert.Equal(Token(tokens, "info", occurrence), Hex(palette.Info));
        Assert.Equal(Token(tokens, "line", occurrence), Hex(palette.LinesDefault));
    }

    private static string Token(string css, string name, int occurrence)
    {
        var value = Regex.Matches(css, $@"--{name}:\s*(#[0-9a-fA-F]{{3,6}})")[occurrence].Groups[1].Value.ToLowerInvariant();
        return value.Length == 4 ? "#" + string.Concat(value[1..].Select(c => $"{c}{c}")) : value;
    }

    private static string Hex(MudBlazor.Utilities.MudColor colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";
}
