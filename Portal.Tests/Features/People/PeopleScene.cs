using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Data.Events;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.People;

/// <summary>What the tests of people set up and look at.</summary>
internal static class PeopleScene
{
    public const string NewPassword = "a quiet morning by the river";

    public static Task<Result<AddPerson.Added>> Invites(
        this TestPortal portal, Cast.Person by, string name = "新店员", string? email = null, Role role = Role.Cashier, Cast.Shop? shop = null, string? merchant = null, int? days = null) =>
        portal.As(by).Run<InvitePerson, Result<AddPerson.Added>>(i => i.Run(new(name, email, role, merchant, role == Role.Cashier ? [(shop ?? Cast.NanjingRoad).Id.Value] : [], days), default));

    public static string Link(this AddPerson.Added added) => MailInvitation.PathOf(added.InvitationToken!);

    public static async Task<Browsing> Takes(this TestPortal portal, AddPerson.Added added)
    {
        var invited = portal.Browse();
        Assert.Equal(HttpStatusCode.Found, (await invited.Post(added.Link(), "invitation", ("password", NewPassword))).StatusCode);
        return invited;
    }

    /// <summary>The person as they are in the database, signed in.</summary>
    public static async Task<Viewer> Known(this TestPortal portal, Cast.Person person)
    {
        (await portal.Browse(person)).Dispose();
        await using var db = portal.Database();
        return person.Viewer with { UserId = new(await db.Users.Where(u => u.Email == person.Email).Select(u => u.Id).SingleAsync()) };
    }

    public static async Task<IReadOnlyList<StoredEvent>> Events(this TestPortal portal, string kind)
    {
        await using var db = portal.Database();
        return await db.Events.AsNoTracking().Where(e => e.Kind == kind).OrderBy(e => e.Id).ToListAsync();
    }

    public static async Task<ListPeople.Person?> Person(this TestPortal portal, Cast.Person by, Guid id) =>
        await portal.As(by).Run<ListPeople, ListPeople.Person?>(l => l.One(new(id), default));
}
