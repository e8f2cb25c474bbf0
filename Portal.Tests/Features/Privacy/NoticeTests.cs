using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.House;
using Portal.Tests.Support;
using Portal.Web.Features.Privacy;

namespace Portal.Tests.Features.Privacy;

public class NoticeTests
{
    [Theory]
    [InlineData("zh-CN", "天", "直到账号删除")]
    [InlineData("en", "days", "until the account is erased")]
    public async Task It_tells_strangers_of_every_kind_of_data_how_long_it_is_kept(string language, string days, string untilErased)
    {
        await using var portal = await TestPortal.StartWith(("Retention:AttachmentDays", "123"), ("Portal:PrivacyContact", "privacy@acquirer.example"));
        using var stranger = portal.Browse();
        stranger.Language = language;

        var page = await stranger.Read("/privacy");

        var lines = Lines(portal);
        Assert.Equal(RetentionKinds.UntilErased.Count + portal.Find<RetentionKinds>().All.Count, lines.Count);
        Assert.Equal(lines.Count, page.Split("<li class=\"card\"").Length - 1);
        Assert.Contains($"123 {days}", page);
        Assert.Contains(untilErased, page);
        Assert.Contains("mailto:privacy@acquirer.example", page);
    }

    private static IReadOnlyList<ReadNotice.Line> Lines(TestPortal portal)
    {
        using var scope = portal.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<ReadNotice>().Run();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".en")]
    public async Task Every_kind_is_told_in_words_with_why_and_who_sees_it(string language)
    {
        await using var portal = await TestPortal.Start();
        var texts = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, $"Portal.Web/Features/Privacy/PrivacyText{language}.resx"));

        Assert.Empty(from line in Lines(portal) from part in new[] { "What.", "Why.", "Who." } where !texts.Contains($"name=\"{part}{line.Kind}\"", StringComparison.Ordinal) select part + line.Kind);
    }

    [Fact]
    public async Task Whom_to_ask_is_the_contact_else_the_hotline_else_said_in_words()
    {
        await using var portal = await TestPortal.StartWith(("Portal:Hotline", "400-820-0000"));
        using var stranger = portal.Browse();
        Assert.Contains("tel:400-820-0000", await stranger.Read("/privacy"));
        Assert.Contains("href=\"/privacy\"", await stranger.Read("/account/login"));

        portal.Configure("Portal:Hotline", "");
        await portal.Restart();
        using var later = portal.Browse();
        Assert.Contains("请问给您账号的人", await later.Read("/privacy"));
    }
}
