using Microsoft.AspNetCore.Authorization;

namespace Portal.Web.Shared.Viewing;

/// <summary>Everything somebody may be allowed to do. What a role may is said in <see cref="Permissions"/> and nowhere else.</summary>
public enum Permission
{
    /// <summary>Find transactions; read verdict, evidence and the card for the customer.</summary>
    LookUp,

    /// <summary>Walk a troubleshooting session.</summary>
    Troubleshoot,

    /// <summary>The merchant's side of a ticket: open, write, resolve, reopen.</summary>
    WriteTickets,

    /// <summary>Help, response codes, lessons; sign what was read.</summary>
    Learn,

    /// <summary>The owner's page: stores, terminals, who has read what.</summary>
    SeeShop,

    /// <summary>Invite the shop's people, limit them to stores, remove them.</summary>
    ManageShopPeople,

    /// <summary>What was done and looked at in one's own merchant, staff included.</summary>
    SeeShopAudit,

    /// <summary>The desk: queue, tickets, replies, notes, assignment.</summary>
    WorkDesk,

    /// <summary>See a merchant's pages as the merchant does: with a reason, for a while, reading only.</summary>
    ViewAsMerchant,

    /// <summary>What ended cases teach about causes.</summary>
    SeeCases,

    /// <summary>Publish a new version of the playbook.</summary>
    PublishPlaybooks,

    /// <summary>Invite, change and remove anyone.</summary>
    ManagePeople,

    /// <summary>Keys of the HTTP API.</summary>
    ManageKeys,

    /// <summary>The whole audit trail, and its export.</summary>
    SeeAudit,

    /// <summary>Retention, export and erasure of a person.</summary>
    ManagePrivacy,
}

/// <summary>The one table of who may do what: pages, use cases, the API and the tests read it.</summary>
public static class Permissions
{
    private static readonly Permission[] Everyone = [Permission.LookUp, Permission.Troubleshoot, Permission.Learn];

    private static readonly Dictionary<Role, IReadOnlySet<Permission>> Table = new()
    {
        [Role.Cashier] = Set([.. Everyone, Permission.WriteTickets]),
        [Role.Owner] = Set([.. Everyone, Permission.WriteTickets, Permission.SeeShop, Permission.ManageShopPeople, Permission.SeeShopAudit]),
        [Role.Agent] = Set([.. Everyone, Permission.WorkDesk, Permission.ViewAsMerchant]),
        [Role.Supervisor] = Set([.. Everyone, Permission.WorkDesk, Permission.ViewAsMerchant, Permission.SeeCases]),
        [Role.Trainer] = Set([.. Everyone, Permission.WorkDesk, Permission.SeeCases, Permission.PublishPlaybooks]),
        [Role.Admin] = Set(
        [
            .. Everyone, Permission.WorkDesk, Permission.ViewAsMerchant, Permission.SeeCases, Permission.PublishPlaybooks,
            Permission.ManagePeople, Permission.ManageKeys, Permission.SeeAudit, Permission.ManagePrivacy,
        ]),
    };

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    /// <summary>Whether this viewer may: people by their role. Nobody may nothing; the portal itself and API keys have no role (keys have scopes).</summary>
    public static bool May(this Viewer viewer, Permission permission) => viewer.Role is { } role && Table[role].Contains(permission);

    private static HashSet<Permission> Set(Permission[] permissions) => [.. permissions];
}

/// <summary>A page or an endpoint that needs a permission; whoever lacks it reads "not found".</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}
