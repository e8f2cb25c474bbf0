using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>Somebody who tries every route: a person signed in, a program with a key, or nobody.</summary>
internal sealed record Actor(string Name, Viewer Viewer, Browsing Browser) : IDisposable
{
    public bool IsPerson => Viewer.UserId is not null;

    public bool IsKey => Viewer.Scopes.Count > 0;

    public static Actor Nobody(TestPortal portal) => new("anonymous", Viewer.Nobody, portal.Browse());

    public static async Task<Actor> Of(TestPortal portal, Cast.Person person) => new(person.Name, person.Viewer, await portal.Browse(person));

    public static async Task<Actor> WithKey(TestPortal portal, string name, Cast.Company? company, params IReadOnlyList<string> scopes)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new(name, scopes, company?.Number, null), default));
        Assert.True(key.IsOk, key.Problem?.Code);
        var program = portal.Browse();
        program.UseKey(key.Value);
        return new(name, new Viewer { Name = name, Merchant = company?.Id, SeesAllMerchants = company is null, Scopes = scopes.ToHashSet() }, program);
    }

    /// <summary>One of each kind there is.</summary>
    public static async Task<IReadOnlyList<Actor>> All(TestPortal portal) =>
    [
        Nobody(portal),
        await Of(portal, Cast.Lin), await Of(portal, Cast.Bao), await Of(portal, Cast.Chen), await Of(portal, Cast.Wang),
        await Of(portal, Cast.Mei), await Of(portal, Cast.Zhao), await Of(portal, Cast.Qian), await Of(portal, Cast.Admin),
        await WithKey(portal, "key of all", null, ApiScopes.All),
        await WithKey(portal, "key of Lotus", Cast.LotusTea, ApiScopes.All),
        await WithKey(portal, "key of Harbour", Cast.HarbourNoodles, ApiScopes.All),
        await WithKey(portal, "key that feeds", Cast.LotusTea, ApiScopes.FeedWrite),
        await WithKey(portal, "key that reads", Cast.LotusTea, ApiScopes.TransactionsRead),
    ];

    public void Dispose() => Browser.Dispose();
}
