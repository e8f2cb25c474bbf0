using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Features.Privacy;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>
/// Every column that says who somebody is stands here with what becomes of it when they are erased, and under which kind of data the notice tells of it.
/// A new one fails until somebody has decided; Forgetting and PersonParts do what is said here.
/// </summary>
public class PersonColumnsTests
{
    private const string Goes = "goes with its row", Empties = "is emptied", Renamed = "becomes the pseudonym", Id = "stays: an id tells of nobody";

    /// <summary>"table.Property", its fate, and the kind of <see cref="ReadNotice"/>.</summary>
    private static readonly Dictionary<string, (string Fate, string Kind)> Decided = new()
    {
        ["users.Id"] = (Id, "accounts"),
        ["users.Name"] = (Renamed, "accounts"),
        ["users.UserName"] = (Empties, "accounts"),
        ["users.NormalizedUserName"] = (Empties, "accounts"),
        ["users.Email"] = (Empties, "accounts"),
        ["users.NormalizedEmail"] = (Empties, "accounts"),
        ["users.PhoneNumber"] = (Empties, "accounts"),
        ["user_stores.UserId"] = (Goes, "accounts"),
        ["user_passkeys.UserId"] = (Goes, "accounts"),
        ["AspNetUserClaims.UserId"] = (Goes, "accounts"),
        ["AspNetUserLogins.UserId"] = (Goes, "accounts"),
        ["AspNetUserTokens.UserId"] = (Goes, "accounts"),
        ["authenticators.UserId"] = (Goes, "accounts"),
        ["recovery_codes.UserId"] = (Goes, "accounts"),
        ["invitations.Person"] = (Goes, "accounts"),
        ["invitations.MadeBy"] = (Id, "accounts"),
        ["sign_ins.Person"] = (Goes, "sign-ins"),
        ["sign_ins.Address"] = (Goes, "sign-ins"),
        ["tickets.OpenedBy"] = (Id, "tickets"),
        ["tickets.OpenedByName"] = (Renamed, "tickets"),
        ["tickets.AssigneeId"] = (Id, "tickets"),
        ["tickets.AssigneeName"] = (Renamed, "tickets"),
        ["ticket_messages.AuthorId"] = (Id, "tickets"),
        ["ticket_messages.AuthorName"] = (Renamed, "tickets"),
        ["ticket_messages.AboutId"] = (Id, "tickets"),
        ["ticket_lessons.By"] = (Id, "tickets"),
        ["ticket_seen.UserId"] = (Goes, "tickets"),
        ["ticket_seen.Name"] = (Goes, "tickets"),
        ["ticket_holds.By"] = (Id, "tickets"),
        ["ticket_drafts.UserId"] = (Goes, "drafts"),
        ["attachments.Name"] = ("becomes a word that says nothing", "attachments"),
        ["troubleshooting_sessions.StartedBy"] = (Id, "sessions"),
        ["troubleshooting_answers.By"] = (Id, "sessions"),
        ["customer_cards.MadeBy"] = (Id, "cards"),
        ["acknowledgements.Person"] = (Id, "lessons"),
        ["visits.By"] = (Id, "visits"),
        ["visits.ByName"] = (Renamed, "visits"),
        ["playbook_versions.PublishedBy"] = (Id, "accounts"),
        ["events.Actor"] = (Id, "events"),
        ["events.Name"] = (Empties, "events"),
        ["events.Address"] = (Empties, "addresses"),
        ["audit.Actor"] = (Id, "audit"),
        ["audit.Name"] = (Empties, "audit"),
        ["audit.Address"] = (Empties, "addresses"),
    };

    /// <summary>Names of things, not of people.</summary>
    private static readonly string[] Things =
    [
        "merchants.Name", "stores.Name", "stores.Address", "terminals.Name", "api_keys.Name", "feeds.Name", "AspNetUserTokens.Name", "AspNetUserLogins.ProviderDisplayName", "DataProtectionKeys.FriendlyName",
    ];

    [Fact]
    public void Every_column_that_says_who_somebody_is_has_been_decided_upon()
    {
        using var db = new SqlitePortalDb(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, TimeProvider.System);
        var found = db.Model.GetEntityTypes().Where(t => !t.IsOwned()).SelectMany(t => t.GetProperties().Where(SaysWho).Select(p => $"{t.GetTableName()}.{p.Name}")).Except(Things).ToList();

        Assert.Equal([], found.Except(Decided.Keys));
        Assert.Equal([], Decided.Keys.Except([.. found, "users.Id"]));
    }

    [Fact]
    public async Task What_the_notice_tells_has_a_kind_for_each_of_them()
    {
        await using var portal = await Support.TestPortal.Start();
        var kinds = portal.Find<RetentionKinds>().All.Select(k => k.Name).Concat(RetentionKinds.UntilErased).ToHashSet();

        Assert.Equal([], Decided.Values.Select(d => d.Kind).Distinct().Except(kinds));
    }

    private static bool SaysWho(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(UserId) || property.Name == "UserId"
            || (type == typeof(string) && (property.Name.EndsWith("Name", StringComparison.Ordinal) || property.Name.EndsWith("Email", StringComparison.Ordinal)
                || property.Name.EndsWith("Address", StringComparison.Ordinal) || property.Name.Contains("Phone", StringComparison.Ordinal)));
    }
}
