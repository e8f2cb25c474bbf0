using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Tests.Support;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.People;

/// <summary>Who may invite, change and remove whom.</summary>
public class ManagingTests
{
    [Fact]
    public async Task An_owner_invites_cashiers_and_owners_of_the_own_shop_and_nobody_else()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);

        Assert.True((await portal.Invites(Cast.Chen)).IsOk);
        Assert.True((await portal.Invites(Cast.Chen, email: "second@lotus.example", role: Role.Owner)).IsOk);
        Assert.Equal(PeopleProblems.RoleNotYours, (await portal.Invites(Cast.Chen, email: "boss@lotus.example", role: Role.Admin)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Invites(Cast.Chen, shop: Cast.Harbour)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Invites(Cast.Lin)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Invites(Cast.Mei)).Problem);

        // Naming another merchant changes nothing: an owner's people are of the own one.
        var named = (await portal.Invites(Cast.Chen, merchant: Cast.HarbourNoodles.Number)).Value!;
        Assert.NotNull(await portal.Person(Cast.Chen, named.UserId));
        Assert.Null(await portal.Person(Cast.Wang, named.UserId));
    }

    [Theory]
    [InlineData("", null, "name-missing")]
    [InlineData("   ", null, "name-missing")]
    [InlineData("新店员", "not-an-address", "email-invalid")]
    [InlineData("新店员", "chen@lotus.example", "email-taken")]
    public async Task Bad_input_is_named(string name, string? email, string problem)
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Chen)).Dispose();

        Assert.Equal(problem, (await portal.Invites(Cast.Chen, name, email)).Problem?.Code);
    }

    [Fact]
    public async Task An_owner_needs_an_address()
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal("email-invalid", (await portal.Invites(Cast.Chen, role: Role.Owner)).Problem?.Code);
    }

    [Fact]
    public async Task The_other_merchants_people_are_not_there_for_any_deed()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var theirs = (await portal.Invites(Cast.Chen)).Value!;
        (await portal.Takes(theirs)).Dispose();
        var wang = portal.As(Cast.Wang);
        var id = new UserId(theirs.UserId);

        Assert.Equal(Problem.NotFound, (await wang.Run<RemovePerson>(r => r.Run(id, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<ChangeStores>(r => r.Run(id, [Cast.Harbour.Id.Value], default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<CancelInvitation>(r => r.Run(id, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<SendInvitation, Result<string>>(r => r.Run(id, null, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<CorrectName>(c => c.Run(id, "别人", default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<UnlockPerson>(r => r.Run(id, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<ChangeRole>(r => r.Run(id, Role.Owner, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<DisablePerson>(r => r.Run(id, true, default))).Problem);
        Assert.DoesNotContain((await wang.Run<ListPeople, ListPeople.Listed>(l => l.Run(new(), default))).People, p => p.Id == id);
        Assert.Equal(PersonState.Active, (await portal.Person(Cast.Chen, theirs.UserId))!.State);
    }

    [Fact]
    public async Task A_cashier_is_given_other_stores_but_never_the_other_merchants()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var clerk = (await portal.Invites(Cast.Chen)).Value!;
        var chen = portal.As(Cast.Chen);
        var id = new UserId(clerk.UserId);

        Assert.Equal(Problem.NotFound, (await chen.Run<ChangeStores>(c => c.Run(id, [Cast.Harbour.Id.Value], default))).Problem);
        Assert.Equal(PeopleProblems.StoreMissing, (await chen.Run<ChangeStores>(c => c.Run(id, [], default))).Problem);
        Assert.True((await chen.Run<ChangeStores>(c => c.Run(id, [Cast.Bund.Id.Value], default))).IsOk);
        Assert.Equal([Cast.Bund.Name], (await portal.Person(Cast.Chen, clerk.UserId))!.Stores);
        Assert.Single(await portal.Events("StoresChanged"));
    }

    [Fact]
    public async Task Whoever_is_removed_is_out_at_the_next_click_and_the_address_is_free_again()
    {
        await using var portal = await TestPortal.Start();
        var clerk = (await portal.Invites(Cast.Chen, email: "clerk@lotus.example")).Value!;
        using var till = await portal.Takes(clerk);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await till.Get("/lookup")).StatusCode);

        Assert.True((await portal.As(Cast.Chen).Run<RemovePerson>(r => r.Run(new(clerk.UserId), default))).IsOk);

        Assert.Equal(System.Net.HttpStatusCode.Found, (await till.Get("/lookup")).StatusCode);
        using var again = portal.Browse();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await again.Post("/account/login", ("email", "clerk@lotus.example"), ("password", PeopleScene.NewPassword))).StatusCode);
        Assert.Null(await portal.Person(Cast.Chen, clerk.UserId));
        Assert.True((await portal.Invites(Cast.Chen, email: "clerk@lotus.example")).IsOk);
        Assert.Single(await portal.Events("PersonRemoved"));
    }

    [Fact]
    public async Task Nobody_removes_or_shuts_out_themselves_or_the_last_administrator()
    {
        await using var portal = await TestPortal.Start();
        var admin = await portal.Known(Cast.Admin);
        var chen = await portal.Known(Cast.Chen);

        Assert.Equal(PeopleProblems.Oneself, (await portal.As(chen).Run<RemovePerson>(r => r.Run(chen.UserId!.Value, default))).Problem);
        Assert.Equal(PeopleProblems.Oneself, (await portal.As(admin).Run<DisablePerson>(r => r.Run(admin.UserId!.Value, true, default))).Problem);
        Assert.Equal(PeopleProblems.Oneself, (await portal.As(admin).Run<ChangeRole>(r => r.Run(admin.UserId!.Value, Role.Agent, default))).Problem);

        // Another administrator who is no longer in the list acts on the one that is left.
        var gone = admin with { UserId = new(Guid.NewGuid()) };
        Assert.Equal(PeopleProblems.LastAdmin, (await portal.As(gone).Run<RemovePerson>(r => r.Run(admin.UserId!.Value, default))).Problem);
        Assert.Equal(PeopleProblems.LastAdmin, (await portal.As(gone).Run<ChangeRole>(r => r.Run(admin.UserId!.Value, Role.Agent, default))).Problem);
        Assert.Equal(PeopleProblems.LastAdmin, (await portal.As(gone).Run<DisablePerson>(r => r.Run(admin.UserId!.Value, true, default))).Problem);
    }

    [Fact]
    public async Task A_changed_role_ends_what_was_open_and_staff_never_become_a_shops_people()
    {
        await using var portal = await TestPortal.Start();
        using var desk = await portal.Browse(Cast.Mei);
        var mei = await portal.Known(Cast.Mei);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await desk.Get("/studio/cases")).StatusCode);

        Assert.Equal(PeopleProblems.RoleNotYours, (await portal.As(Cast.Admin).Run<ChangeRole>(c => c.Run(mei.UserId!.Value, Role.Owner, default))).Problem);
        Assert.True((await portal.As(Cast.Admin).Run<ChangeRole>(c => c.Run(mei.UserId!.Value, Role.Supervisor, default))).IsOk);

        Assert.Equal(System.Net.HttpStatusCode.Found, (await desk.Get("/desk")).StatusCode);
        using var again = portal.Browse();
        await again.Post("/account/login", ("email", Cast.Mei.Email), ("password", Cast.Password));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await again.Get("/studio/cases")).StatusCode);
        Assert.Contains("Supervisor", Assert.Single(await portal.Events("RoleChanged")).Body);
    }

    [Fact]
    public async Task Whoever_is_disabled_stays_out_until_enabled_again()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var known = await portal.Known(Cast.Lin);

        await portal.As(Cast.Admin).Run<DisablePerson>(d => d.Run(known.UserId!.Value, true, default));
        Assert.Equal(System.Net.HttpStatusCode.Found, (await lin.Get("/lookup")).StatusCode);
        using var tries = portal.Browse();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await tries.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);

        await portal.As(Cast.Admin).Run<DisablePerson>(d => d.Run(known.UserId!.Value, false, default));
        Assert.Equal(System.Net.HttpStatusCode.Found, (await tries.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);
    }

    [Fact]
    public async Task An_administrator_finds_people_by_name_merchant_role_and_state()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Wang, Cast.Mei }) (await portal.Browse(person)).Dispose();
        await portal.Invites(Cast.Chen, "周新");
        var admin = portal.As(Cast.Admin);

        async Task<IEnumerable<string>> Found(ListPeople.Query query) => (await admin.Run<ListPeople, ListPeople.Listed>(l => l.Run(query, default))).People.Select(p => p.Name);

        Assert.Equal([Cast.Lin.Name], await Found(new("林小")));
        Assert.Equal([Cast.Wang.Name], await Found(new("海港")));
        Assert.Equal([Cast.Mei.Name], await Found(new(Role: Role.Agent)));
        Assert.Equal([Cast.Mei.Name], await Found(new(Side: PeopleSide.Staff)));
        Assert.Equal([Cast.Wang.Name], await Found(new("海港", Side: PeopleSide.Shops)));
        Assert.Equal(["周新"], await Found(new(State: PersonState.Invited)));
        Assert.Empty(await Found(new("%' or 1=1 --")));
        portal.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(["周新"], await Found(new(State: PersonState.Expired)));
    }
}
