using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Shared.Api;

/// <summary>What a key may do.</summary>
public static class ApiScopes
{
    public const string FeedWrite = "feed:write", TransactionsRead = "transactions:read", SessionsWrite = "sessions:write",
        TicketsRead = "tickets:read", TicketsWrite = "tickets:write", Admin = "admin";

    /// <summary>Without a key, or with an unknown one, 401; with a key that may do other things, 403. A signed-in browser is not a key.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var viewer = context.HttpContext.RequestServices.GetRequiredService<Viewer>();
            if (viewer.Scopes.Count == 0) return Api.Refuse(new Problem("unauthorized"), StatusCodes.Status401Unauthorized);
            if (!viewer.Scopes.Contains(scope)) return Api.Refuse(new Problem("forbidden", scope), StatusCodes.Status403Forbidden);
            return await next(context);
        });
}
