namespace Portal.Web.Shared.Viewing;

/// <summary>Who gets in where: a policy for each permission (<see cref="NeedsAttribute"/>), named after it, and a few by role.</summary>
public static class Policies
{
    /// <summary>Agents, supervisors, trainers and administrators: the desk.</summary>
    public const string Desk = "desk";

    /// <summary>Owners and cashiers.</summary>
    public const string Merchant = "merchant";

    public const string Owner = "owner";
    public const string Admin = "admin";

    public static IServiceCollection AddPolicies(this IServiceCollection services) => services.AddAuthorization(options =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
                options.AddPolicy(permission.ToString(), p => p.RequireRole(Enum.GetValues<Role>().Where(r => Permissions.Of(r).Contains(permission)).Select(r => r.ToString())));
        })
        .AddAuthorizationBuilder()
        .AddPolicy(Desk, p => p.RequireRole(nameof(Role.Agent), nameof(Role.Supervisor), nameof(Role.Trainer), nameof(Role.Admin)))
        .AddPolicy(Merchant, p => p.RequireRole(nameof(Role.Owner), nameof(Role.Cashier)))
        .AddPolicy(Owner, p => p.RequireRole(nameof(Role.Owner)))
        .AddPolicy(Admin, p => p.RequireRole(nameof(Role.Admin)))
        .Services;
}
