using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

/// <summary>Every route of the running portal, asked by a stranger, an owner and an administrator: its answer carries what the table of zones says, whatever it is.</summary>
public class HeaderTests
{
    private static readonly string[] Ends = ["/live/{kind}/{id}"];

    [Fact]
    public async Task Every_answer_of_every_route_carries_the_headers_of_its_zone()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var stranger = portal.Browse();
        using var owner = await portal.Browse(Cast.Chen);
        using var admin = await portal.Browse(Cast.Admin);
        var broken = new List<string>();
        var asked = 0;

        foreach (var route in RoutesOf(portal).Except(Ends).Append("/no-such-page").Append("/api/v1/no-such").Append("/desk/no-such"))
            foreach (var (who, browsing) in new[] { ("stranger", stranger), ("owner", owner), ("admin", admin) })
            {
                var path = Filled(route);
                using var answer = await browsing.Open(path);
                asked++;
                foreach (var wrong in Wrong(path, answer)) broken.Add($"{who} {path} ({(int)answer.StatusCode}): {wrong}");
            }

        Assert.Empty(broken);
        Assert.True(asked > 100, $"only {asked} answers were looked at");
    }

    private static IEnumerable<string> Wrong(string path, HttpResponseMessage answer)
    {
        var zone = Of(answer, "Content-Disposition")?.StartsWith("attachment", StringComparison.Ordinal) == true ? Zone.File : Zones.Of(path);
        foreach (var (name, value) in Zones.Everywhere.Append(("Content-Security-Policy", Zones.Policy(zone))))
            if (Of(answer, name) is var found && found != value) yield return $"{name} is {found ?? "missing"}, not {value}";

        foreach (var told in new[] { "Server", "X-Powered-By", "X-AspNet-Version" })
            if (Of(answer, told) is not null) yield return $"tells {told}";

        if (!(Of(answer, "Cache-Control") ?? "").Contains("no-store", StringComparison.Ordinal)) yield return $"may be kept: {Of(answer, "Cache-Control")}";
        if (Of(answer, "Strict-Transport-Security") is not null) yield return "HSTS over plain http on loopback";
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            foreach (var cookie in cookies)
                if (!cookie.Contains("samesite=", StringComparison.OrdinalIgnoreCase) || !cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase)) yield return $"cookie {cookie.Split(';')[0]}";
    }

    [Fact]
    public async Task Under_an_https_address_cookies_are_host_bound_and_the_browser_remembers_to_use_it()
    {
        await using var portal = await TestPortal.StartWith(new() { ["Portal:PublicUrl"] = "https://portal.example" }, Cast.LotusTea);
        using var browsing = portal.Browse();

        using var answer = await browsing.Get("/account/login");

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, c => c.StartsWith("__Host-portal-form=", StringComparison.Ordinal));
        Assert.All(cookies, c =>
        {
            Assert.StartsWith("__Host-", c);
            Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("by-itself")]
    [InlineData("theme")]
    [InlineData("portal")]
    public async Task There_no_cookie_arrives_without_its_prefix_not_even_those_that_scripts_set(string name)
    {
        var app = new ApplicationBuilder(new ServiceCollection().AddLogging().BuildServiceProvider());
        app.UsePortalCookies(new ConfigurationBuilder().AddInMemoryCollection([new("Portal:PublicUrl", "https://portal.example")]).Build());
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Request.Headers.Cookie = $"{name}=planted; __Host-{name}=1";

        await app.Build()(http);

        Assert.Equal("1", http.Request.Cookies[name]);
        Assert.Single(http.Request.Cookies);
    }

    [Theory]
    [InlineData("http://localhost:5080", "theme")]
    [InlineData("https://portal.example", "__Host-theme")]
    public async Task The_page_tells_its_script_what_the_cookie_of_the_theme_is_called_and_reads_it_again(string address, string name)
    {
        await using var portal = await TestPortal.StartWith(new() { ["Portal:PublicUrl"] = address }, Cast.LotusTea);
        using var browsing = portal.Browse();

        var page = await browsing.Read("/account/login");
        browsing.UseCookie(name, "dark");
        var again = await browsing.Read("/account/login");

        Assert.Contains($"data-theme-form=\"{name}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-theme=\"dark\"", page, StringComparison.Ordinal);
        Assert.Contains("data-theme=\"dark\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public void Https_answers_say_to_keep_to_https_for_a_year()
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { Request = { Scheme = "https", Host = new("portal.example"), Path = "/lookup" } };

        SecurityHeaders.Put(http, Zone.Page);

        Assert.Equal("max-age=31536000; includeSubDomains", http.Response.Headers.StrictTransportSecurity);
    }

    [Fact]
    public async Task Signing_out_makes_the_browser_forget()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var chen = await portal.Browse(Cast.Chen);

        using var answer = await chen.PostAs(await chen.Source("/account"), "/account/logout");

        Assert.Contains("\"storage\"", Of(answer, "Clear-Site-Data"));
    }

    [Theory]
    [InlineData("/desk", Zone.Console)]
    [InlineData("/desk/tickets/T-1000", Zone.Console)]
    [InlineData("/desktop", Zone.Page)]
    [InlineData("/studio/cases", Zone.Console)]
    [InlineData("/admin/audit", Zone.Console)]
    [InlineData("/attachments/x", Zone.File)]
    [InlineData("/api/v1/tickets", Zone.Program)]
    [InlineData("/tickets", Zone.Page)]
    [InlineData("/", Zone.Page)]
    public void An_address_lies_in_one_zone(string path, Zone zone) => Assert.Equal(zone, Zones.Of(path));

    [Fact]
    public void Nothing_inline_runs_in_any_zone_and_style_only_where_MudBlazor_needs_it()
    {
        foreach (var zone in Enum.GetValues<Zone>())
        {
            var policy = Zones.Policy(zone).Split(';', StringSplitOptions.TrimEntries);
            Assert.Contains("default-src 'none'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain(policy, p => p.Contains("unsafe-eval", StringComparison.Ordinal) || p.StartsWith("script-src", StringComparison.Ordinal) && p != "script-src 'self'");
            Assert.Equal(zone == Zone.Console, policy.Any(p => p.Contains("unsafe-inline", StringComparison.Ordinal)));
        }
    }

    private static string? Of(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    internal static IEnumerable<string> RoutesOf(TestPortal portal) => portal.Services.GetServices<EndpointDataSource>()
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
        .Where(p => !p.StartsWith("/_", StringComparison.Ordinal) && p != "/{**path:file}")
        .Distinct();

    internal static string Filled(string route) => System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]*\}",
        m => m.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : m.Value.Contains("documentName", StringComparison.Ordinal) ? "v1" : "1");
}
