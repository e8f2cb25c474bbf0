using Microsoft.AspNetCore.Authorization;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Shared.Api;

/// <summary>What a key may ask for; what each lets it do says <see cref="Permissions"/>.</summary>
public static class ApiScopes
{
    public const string FeedWrite = "feed:write", TransactionsRead = "transactions:read", SessionsWrite = "sessions:write",
        TicketsRead = "tickets:read", TicketsWrite = "tickets:write", Admin = "admin";

    public static readonly IReadOnlyList<string> All = [FeedWrite, TransactionsRead, SessionsWrite, TicketsRead, TicketsWrite, Admin];

    /// <summary>Name of the way keys sign in (Features/ApiKeys).</summary>
    public const string SignIn = "ApiKey";

    /// <summary>
    /// Without a key, or with an unknown one, 401; with a key that may do other things, 403. A signed-in browser is not a key. Counts against the
    /// key's requests a minute.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope) where TBuilder : IEndpointConventionBuilder => endpoints
        .RequireAuthorization(new AuthorizationPolicyBuilder(SignIn).RequireAuthenticatedUser().RequireAssertion(asked =>
        {
            var key = Viewers.Of(asked.User);
            var needed = Permissions.OfScope(scope, key.SeesAllMerchants).ToList();
            return needed.Count > 0 && needed.TrueForAll(permission => key.May(permission));
        }).Build())
        .WithMetadata(new NeededScope(scope))
        .AddEndpointFilter(ApiRateLimit.Filter);
}

/// <summary>The scope an endpoint asks for, so that a refusal can name it.</summary>
public sealed record NeededScope(string Scope);
