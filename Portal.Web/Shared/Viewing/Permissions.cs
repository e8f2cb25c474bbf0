using Microsoft.AspNetCore.Authorization;
using Portal.Web.Shared.Api;

namespace Portal.Web.Shared.Viewing;

/// <summary>Everything somebody may be allowed to do. What a role or a key's scope may is said in <see cref="Permissions"/> and nowhere else.</summary>
public enum Permission
{
    /// <summary>Find transactions; read verdict, evidence and the card for the customer.</summary>
    LookUp,

    /// <summary>Walk a troubleshooting session.</summary>
    Troubleshoot,

    /// <summary>Tickets with their photos, as far as the viewer sees them.</summary>
    ReadTickets,

    /// <summary>The merchant's side of a ticket: open, write, resolve, reopen.</summary>
    WriteTickets,

    /// <summary>Help, response codes, lessons.</summary>
    Learn,

    /// <summary>Sign a lesson as read.</summary>
    SignLessons,

    /// <summary>The owner's page: stores, terminals.</summary>
    SeeShop,

    /// <summary>Who of a shop has read which lesson.</summary>
    SeeTraining,

    /// <summary>Invite the shop's people, limit them to stores, remove them; allow or refuse the staff to view the shop's pages.</summary>
    ManageShopPeople,

    /// <summary>What was done and looked at in one's own merchant, staff included.</summary>
    SeeShopAudit,

    /// <summary>The desk: queue, tickets with their notes, assignment.</summary>
    WorkDesk,

    /// <summary>Be given a ticket.</summary>
    TakeTickets,

    /// <summary>Write to a merchant in the desk's name.</summary>
    AnswerTickets,

    /// <summary>See a merchant's pages as the merchant does: with a reason, for a while, reading only.</summary>
    ViewAsMerchant,

    /// <summary>What ended cases teach about causes.</summary>
    SeeCases,

    /// <summary>Publish a new version of the playbook.</summary>
    PublishPlaybooks,

    /// <summary>Bring in what terminals did.</summary>
    FeedTransactions,

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
    private static readonly Permission[] Everyone = [Permission.LookUp, Permission.Troubleshoot, Permission.ReadTickets, Permission.Learn];
    private static readonly Permission[] Shop = [.. Everyone, Permission.WriteTickets, Permission.SignLessons];
    private static readonly Permission[] Desk = [.. Everyone, Permission.WorkDesk, Permission.AnswerTickets, Permission.SeeTraining];

    private static readonly Dictionary<Role, IReadOnlySet<Permission>> Table = new()
    {
        [Role.Cashier] = Set(Shop),
        [Role.Owner] = Set([.. Shop, Permission.SeeShop, Permission.SeeTraining, Permission.ManageShopPeople, Permission.SeeShopAudit]),
        [Role.Agent] = Set([.. Desk, Permission.TakeTickets, Permission.ViewAsMerchant]),
        [Role.Supervisor] = Set([.. Desk, Permission.TakeTickets, Permission.ViewAsMerchant, Permission.SeeCases]),
        [Role.Trainer] = Set([.. Desk, Permission.SeeCases, Permission.PublishPlaybooks]),
        [Role.Admin] = Set(
        [
            .. Desk, Permission.ViewAsMerchant, Permission.SeeCases, Permission.PublishPlaybooks,
            Permission.ManagePeople, Permission.ManageKeys, Permission.SeeAudit, Permission.ManagePrivacy,
        ]),
    };

    /// <summary>What each scope of an API key may. A key bound to one merchant speaks for its shop, one of all merchants for the desk.</summary>
    private static readonly Dictionary<string, (Permission[] Any, Permission[] OfAllMerchants)> Scopes = new()
    {
        [ApiScopes.FeedWrite] = ([Permission.FeedTransactions], []),
        [ApiScopes.TransactionsRead] = ([Permission.LookUp], []),
        [ApiScopes.SessionsWrite] = ([Permission.Troubleshoot], []),
        [ApiScopes.TicketsRead] = ([Permission.ReadTickets], []),
        [ApiScopes.TicketsWrite] = ([Permission.WriteTickets], [Permission.AnswerTickets]),
        [ApiScopes.Admin] = ([], [Permission.ManagePeople, Permission.ManageKeys, Permission.SeeAudit, Permission.ManagePrivacy]),
    };

    /// <summary>Background work and the command line: whoever runs the machine. Reads no desk of its own.</summary>
    private static readonly IReadOnlySet<Permission> OfPortal = Set(
    [
        .. Everyone, Permission.WriteTickets, Permission.AnswerTickets, Permission.SeeTraining, Permission.FeedTransactions,
        Permission.ManagePeople, Permission.ManageKeys, Permission.SeeAudit, Permission.ManagePrivacy,
    ]);

    /// <summary>What the staff keep of an owner's permissions while they see a shop's pages as the owner does.</summary>
    private static readonly IReadOnlySet<Permission> OfVisitors = Set([.. Everyone, Permission.SeeShop, Permission.SeeTraining]);

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    /// <summary>What a scope lets a key do.</summary>
    public static IEnumerable<Permission> OfScope(string scope, bool allMerchants) =>
        !Scopes.TryGetValue(scope, out var may) ? [] : allMerchants ? may.Any.Concat(may.OfAllMerchants) : may.Any;

    /// <summary>The roles that may: who can be given a ticket, whom a mail is for.</summary>
    public static IReadOnlyList<Role> RolesThat(Permission permission) => [.. Table.Where(row => row.Value.Contains(permission)).Select(row => row.Key)];

    /// <summary>Whether this viewer may: people by their role, keys by their scopes, the portal itself what running it takes. Nobody may nothing.</summary>
    public static bool May(this Viewer viewer, Permission permission) => viewer switch
    {
        { Role: { } role } => Table[role].Contains(permission) && (!viewer.IsVisiting || OfVisitors.Contains(permission)),
        { IsPortal: true } => OfPortal.Contains(permission),
        _ => viewer.Scopes.Any(scope => OfScope(scope, viewer.SeesAllMerchants).Contains(permission)),
    };

    private static HashSet<Permission> Set(Permission[] permissions) => [.. permissions];
}

/// <summary>A page or an endpoint that needs a permission; whoever lacks it reads "not found".</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}

/// <summary>A policy for each permission, named after it; it asks the one table.</summary>
public static class PermissionPolicies
{
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services.AddAuthorization(options =>
    {
        foreach (var permission in Enum.GetValues<Permission>())
            options.AddPolicy(permission.ToString(), p => p.RequireAuthenticatedUser().RequireAssertion(asked => Viewers.Of(asked.User).May(permission)));
    });

    /// <summary>For endpoints that are no pages.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoints, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new NeedsAttribute(permission));
}
