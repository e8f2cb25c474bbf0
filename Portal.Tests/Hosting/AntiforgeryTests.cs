using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

/// <summary>Everything that takes a form, read from the running portal: without the form's token nothing is taken.</summary>
public class AntiforgeryTests
{
    [Fact]
    public async Task No_route_takes_a_form_without_its_token()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var stranger = portal.Browse();
        using var owner = await portal.Browse(Cast.Chen);
        using var admin = await portal.Browse(Cast.Admin);
        var broken = new List<string>();
        var refused = 0;

        foreach (var route in Posted(portal))
        {
            var path = HeaderTests.Filled(route);
            var answers = new List<HttpStatusCode>();
            foreach (var browsing in new[] { stranger, owner, admin })
            {
                using var form = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new FormUrlEncodedContent([new("_handler", "open"), new("back", "/"), new("to", "en"), new("text", "x"), new("email", Cast.Chen.Email), new("password", Cast.Password)]),
                };
                using var answer = await browsing.Send(form);
                answers.Add(answer.StatusCode);
                // A stranger is led to the sign-in, and what is not somebody's does not exist: neither took the form.
                var ledToSignIn = answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.Contains("/account/login", StringComparison.Ordinal);
                if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) && !ledToSignIn) broken.Add($"{path}: {(int)answer.StatusCode}");
            }

            if (answers.Contains(HttpStatusCode.BadRequest)) refused++;
        }

        Assert.Empty(broken);
        Assert.True(refused > 20, $"only {refused} routes refused a form");
    }

    [Theory]
    [InlineData("/account/logout")]
    [InlineData("/account/language")]
    [InlineData("/account/theme")]
    public async Task Neither_do_the_forms_of_every_page(string path)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var chen = await portal.Browse(Cast.Chen);
        using var form = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("back", "/"), new("to", "en")]) };

        Assert.Equal(HttpStatusCode.BadRequest, (await chen.Send(form)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_no_token()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var chen = await portal.Browse(Cast.Chen);
        using var wang = await portal.Browse(Cast.Wang);
        var page = await (await wang.Get("/account")).Content.ReadAsStringAsync();
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        Assert.NotEmpty(token);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/account/language") { Content = new FormUrlEncodedContent([new("to", "en"), new("__RequestVerificationToken", token)]) };

        Assert.Equal(HttpStatusCode.BadRequest, (await chen.Send(form)).StatusCode);
    }

    [Fact]
    public async Task What_was_typed_into_a_page_open_for_too_long_is_there_to_be_sent_again()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var chen = await portal.Browse(Cast.Chen);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/tickets/new") { Content = new FormUrlEncodedContent([new("_handler", "open"), new("token", Guid.CreateVersion7().ToString()), new("text", TicketScene.Words)]) };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await chen.Send(form);
        var page = await answer.Content.ReadAsStringAsync();
        using var again = await chen.PostAs(page, "/tickets/new");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        Assert.Contains("/tickets/T-", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Posted(TestPortal portal) => portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
        .Where(p => Zones.Of(p) is not Zone.Program && !p.StartsWith("/_", StringComparison.Ordinal))
        .Distinct();
}
