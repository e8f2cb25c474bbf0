using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.House;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What a first visit over a bad line need not carry; eng/bench/pages counts the bytes.</summary>
public partial class FirstVisitTests
{
    [Fact]
    public async Task No_static_page_ends_in_state_for_a_circuit_it_does_not_have()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var stranger = portal.Browse();
        using var chen = await portal.Browse(Cast.Chen);

        Assert.DoesNotContain("Blazor-Server-Component-State", await stranger.Read("/account/login"), StringComparison.Ordinal);
        foreach (var page in new[] { "/lookup", "/tickets", "/help", "/learn", "/account", "/no-such-page" })
            Assert.DoesNotContain("Blazor-Server-Component-State", await (await chen.Get(page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_portals_own_files_say_what_they_are_and_how_long_they_keep_and_nothing_for_documents()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var stranger = portal.Browse();
        var page = await stranger.Read("/account/login");
        var files = OwnFiles().Matches(page).Select(m => "/" + m.Groups[1].Value).Distinct().ToList();
        Assert.True(files.Count >= 4, string.Join(' ', files));

        foreach (var file in files)
        {
            using var answer = await stranger.Get(file);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var names = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            if (!names["Cache-Control"].Contains("immutable", StringComparison.Ordinal)) continue; // Served from the working copy: nothing is fingerprinted there.

            Assert.Equal("nosniff", names["X-Content-Type-Options"]);
            foreach (var forDocuments in new[] { "Content-Security-Policy", "Permissions-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy", "ETag", "Last-Modified", "Set-Cookie" })
                Assert.DoesNotContain(forDocuments, names.Keys);
        }
    }

    /// <summary>A name that is not in the sprite shows nothing and says nothing.</summary>
    [Fact]
    public void Every_icon_that_is_named_is_in_the_sprite()
    {
        var sprite = File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot-assets/icons/sprite.svg"));
        var drawn = Symbols().Matches(sprite).Select(m => m.Groups[1].Value).ToHashSet();

        var missing = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "Portal.Web"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => IconNames().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetFileName(file)}: {m.Groups[1].Value}"))
            .Where(named => !drawn.Contains(named.Split(": ")[1])).ToList();

        Assert.Empty(missing);
        Assert.True(drawn.Count > 40);
    }

    /// <summary>The sprite comes with every first visit: what nobody shows is left out of it.</summary>
    [Fact]
    public void Every_icon_of_the_sprite_is_named_somewhere()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "Portal.Web"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        var drawn = Symbols().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot-assets/icons/sprite.svg"))).Select(m => m.Groups[1].Value);

        Assert.All(drawn, icon => Assert.Contains($"\"{icon}\"", sources, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:href|src)=\"((?:css|js|images|icons|_framework)/[^\"#]+)")]
    private static partial Regex OwnFiles();

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    private static partial Regex Symbols();

    [GeneratedRegex("<Icon Name=\"([a-z-]+)\"")]
    private static partial Regex IconNames();
}
