using System.Net;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Shared.Api;

namespace Portal.Tests.Features.ApiKeys;

public class ManageKeysTests
{
    private static Task<Result<string>> Adds(TestPortal portal, Cast.Person person, string? merchant = null) =>
        portal.As(person).Run<AddApiKey, Result<string>>(a => a.Run(new("数据源", [ApiScopes.TransactionsRead], merchant, null), default));

    private static Task<IReadOnlyList<ListKeys.Row>> Lists(TestPortal portal, Cast.Person person) =>
        portal.As(person).Run<ListKeys, IReadOnlyList<ListKeys.Row>>(l => l.Run(default));

    [Fact]
    public async Task A_key_is_listed_with_its_last_use_and_is_refused_once_revoked()
    {
        await using var portal = await TestPortal.Start();
        using var program = portal.Browse();
        program.UseKey((await Adds(portal, Cast.Admin, Cast.LotusTea.Number)).Value!);

        Assert.Null(Assert.Single(await Lists(portal, Cast.Admin)).LastUsedAt);
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/v1/transactions?event_id=none")).StatusCode);
        var used = Assert.Single(await Lists(portal, Cast.Admin));
        Assert.Equal(portal.Clock.GetUtcNow(), used.LastUsedAt);
        Assert.Equal(Cast.LotusTea.Name, used.Merchant);

        Assert.True((await portal.As(Cast.Admin).Run<RevokeApiKey>(r => r.Run(used.Id, default))).IsOk);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/api/v1/transactions?event_id=none")).StatusCode);
        Assert.False(Assert.Single(await Lists(portal, Cast.Admin)).Works);
    }

    [Fact]
    public async Task Keys_are_not_there_for_anyone_who_may_not_manage_them()
    {
        await using var portal = await TestPortal.Start();
        await Adds(portal, Cast.Admin);
        var key = Assert.Single(await Lists(portal, Cast.Admin));

        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Mei, Cast.Zhao, Cast.Qian })
        {
            Assert.Empty(await Lists(portal, person));
            Assert.Equal(Problem.NotFound, (await Adds(portal, person)).Problem);
            Assert.Equal(Problem.NotFound, (await portal.As(person).Run<RevokeApiKey>(r => r.Run(key.Id, default))).Problem);
        }
    }
}
