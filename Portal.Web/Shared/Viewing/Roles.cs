namespace Portal.Web.Shared.Viewing;

public enum Role { Owner, Cashier, Agent, Supervisor, Trainer, Admin }

/// <summary>What a role is, apart from what it may do (<see cref="Permissions"/>).</summary>
public static class Roles
{
    /// <summary>Works for a merchant and sees that one alone; the others are the acquirer's staff.</summary>
    public static bool IsOfMerchant(this Role role) => role is Role.Owner or Role.Cashier;

    /// <summary>Sees only the stores given to them.</summary>
    public static bool IsOfStores(this Role role) => role is Role.Cashier;

    /// <summary>As whom the staff see a merchant's pages; what they may then is less (<see cref="Permissions"/>).</summary>
    public const Role OfVisitors = Role.Owner;

    /// <summary>Whom this viewer may invite, the commonest first.</summary>
    public static IReadOnlyList<Role> InvitedBy(Viewer viewer) =>
        viewer.May(Permission.ManagePeople) ? [Role.Agent, Role.Supervisor, Role.Trainer, Role.Admin, Role.Owner, Role.Cashier]
        : viewer.May(Permission.ManageShopPeople) ? [Role.Cashier, Role.Owner]
        : [];
}
