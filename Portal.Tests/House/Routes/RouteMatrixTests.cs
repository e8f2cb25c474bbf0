using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Support;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>
/// Every route × every method it has × everybody × things of one's own, of the sibling store, of the other merchant, malformed and unknown. The routes
/// are those of the running portal, who may is computed from the permission table, and <see cref="RouteTable"/> has one row by hand for each.
/// </summary>
public class RouteMatrixTests
{
    private const string NotThere = "/no/such/route";

    [Fact]
    public async Task Every_route_answers_everybody_as_the_permission_table_says()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        Thing[] things =
        [
            await Thing.Make(portal, Cast.LotusTea, Cast.NanjingRoad, Cast.Chen),
            await Thing.Make(portal, Cast.LotusTea, Cast.Bund, Cast.Chen),
            await Thing.Make(portal, Cast.HarbourNoodles, Cast.Harbour, Cast.Wang),
        ];
        var actors = await Actor.All(portal);
        var broken = new List<string>();
        foreach (var row in RouteTable.All)
            foreach (var actor in actors)
                foreach (var thing in row.Ids is Ids.None ? things[..1] : [.. things, Thing.Malformed, Thing.Unknown])
                    foreach (var method in row.IsPage ? new[] { "GET", "POST" } : [row.Method!])
                        await Try(row, method, actor, thing);

        foreach (var actor in actors) actor.Dispose();
        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(60))}");

        async Task Try(Row row, string method, Actor actor, Thing thing)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), row.At(thing));
            if (row.Body is not null) request.Content = new StringContent(row.Body(thing), Encoding.UTF8, "application/json");
            else if (method == "POST") request.Content = new FormUrlEncodedContent([KeyValuePair.Create("to", "en")]);

            using var answer = await actor.Browser.Send(request, row.IsStream);
            var expected = Expected(row, method, actor, thing);
            if (!expected.Contains((int)answer.StatusCode))
                broken.Add($"{method} {row.At(thing)} ({thing.Name}) answered {actor.Name} with {(int)answer.StatusCode}, expected {string.Join(" or ", expected)}");
            if (row.IsStream) return;

            var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            foreach (var secret in things.SelectMany(t => SecretsFrom(actor.Viewer, t)))
                if (body.Contains(secret, StringComparison.Ordinal)) broken.Add($"{method} {row.At(thing)} shows {actor.Name} \"{secret}\"");
        }
    }

    [Fact]
    public async Task Every_route_of_the_portal_has_a_row_and_every_row_a_route()
    {
        await using var portal = await TestPortal.Start();
        var served = RoutesOf(portal).ToHashSet();

        Assert.Equal([], Missing([.. served, (NotThere, "GET")]).Except([$"GET {NotThere} has no row"]));
        Assert.Equal([], RouteTable.All.Select(r => r.Route).Distinct().Where(route => served.All(s => s.Route != route)));
    }

    [Fact]
    public void A_route_without_a_row_is_found() => Assert.Equal([$"POST {NotThere} has no row"], Missing([(NotThere, "POST"), ("/account", "POST")]));

    private static IEnumerable<string> Missing(IEnumerable<(string Route, string Method)> served) =>
        served.Where(s => !RouteTable.All.Any(r => r.Route == s.Route && (r.IsPage || r.Method == s.Method))).Select(s => $"{s.Method} {s.Route} has no row");

    /// <summary>A deed that was let in may still be refused for what it asks: 409 and 422 say that, and are no secret.</summary>
    private static int[] Expected(Row row, string method, Actor actor, Thing thing)
    {
        var refused = row.Access switch
        {
            Access.SignedIn when !actor.IsPerson => 302,
            Access.Needing when !actor.IsPerson => 302,
            Access.Needing needing when !actor.Viewer.May(needing.Permission) => 404,
            Access.ByKey when !actor.IsKey => 401,
            Access.ByKey key when !Permissions.OfScope(key.Scope, actor.Viewer.SeesAllMerchants).All(actor.Viewer.May) => 403,
            _ => 0,
        };
        // An address that no route takes is nobody's, before anyone is asked who they are. A post that is refused is answered by the page "not found",
        // which takes no post itself: 400.
        int[] nowhere = ReferenceEquals(thing, Thing.Malformed) && row.Route.Contains(":guid", StringComparison.Ordinal) ? [404, 400] : [];
        if (refused != 0) return refused == 404 && method == "POST" ? [404, 400] : [refused, .. nowhere];
        if (row.IsPage && method == "POST") return [400, .. nowhere];
        if (row.SentOn is { } sentOn && actor.Viewer.May(sentOn)) return [302];
        if (row.Ids is Ids.OfOne && !thing.IsSeenBy(actor.Viewer)) return [404];
        if (row.Ids is Ids.OfOne && (ReferenceEquals(thing, Thing.Malformed) || ReferenceEquals(thing, Thing.Unknown))) return [404];
        if (row.Ids is Ids.OfMany && ReferenceEquals(thing, Thing.Malformed)) return [200, 302, 400, 404, 422];
        if (row.Ids is Ids.OfMany) return row.IsPage ? [200, 302] : [200, 404, 422];
        if (row.IsStream) return [200, 204];
        return row.Access is Access.ByKey ? method == "POST" ? [200, 201, 409, 422] : [200] : [row.Ok];
    }

    private static IEnumerable<string> SecretsFrom(Viewer viewer, Thing thing)
    {
        if (!thing.IsSeenBy(viewer)) foreach (var secret in thing.StoreSecrets) yield return secret;
        if (!viewer.SeesAllMerchants && viewer.Merchant != thing.Merchant) foreach (var secret in thing.MerchantSecrets) yield return secret;
    }

    /// <summary>Pages take GET and POST; what the framework brings (assets, circuits) is not the portal's.</summary>
    internal static IEnumerable<(string Route, string Method)> RoutesOf(TestPortal portal) => portal.Services.GetServices<EndpointDataSource>()
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .Select(e => (Route: "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods))
        .Where(e => !e.Route.StartsWith("/_", StringComparison.Ordinal) && e.Route != "/{**path:file}")
        .SelectMany(e => (e.HttpMethods is { Count: > 0 } some ? some : ["GET"]).Where(m => m != "HEAD").Select(m => (e.Route, m)))
        .Distinct();
}
