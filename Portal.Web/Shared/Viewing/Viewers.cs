using System.Security.Claims;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Viewing;

/// <summary>Claims the sign-in and API keys carry, and how a <see cref="Viewer"/> is read from them.</summary>
public static class Viewers
{
    public const string NameClaim = "name";
    public const string MerchantClaim = "merchant";
    public const string StoreClaim = "store";
    /// <summary>Where the person works, as the header shows it: "莲香茶楼 · 南京路店".</summary>
    public const string PlaceClaim = "place";

    /// <summary>The row of the sign-in this person came with.</summary>
    public const string SignInClaim = "sign-in";

    /// <summary>What the name identifier of an API key begins with; its id follows.</summary>
    public const string KeyPrefix = "key:";

    public const string ScopeClaim = "scope";
    public const string AllMerchantsClaim = "all-merchants";

    /// <summary>Id of the visit, where one of the staff sees a merchant's pages.</summary>
    public const string VisitClaim = "visit";

    /// <summary>When it is over, as round-trip text.</summary>
    public const string VisitUntilClaim = "visit-until";

    public static Viewer Of(ClaimsPrincipal? principal, HttpContext? http = null)
    {
        if (principal?.Identity?.IsAuthenticated != true) return Viewer.Nobody with { Origin = Origin.Of(http, session: null, isKey: false) };

        var identifier = principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var key = identifier.StartsWith(KeyPrefix, StringComparison.Ordinal) && Guid.TryParse(identifier[KeyPrefix.Length..], out var number) ? number : (Guid?)null;
        var role = Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var parsed) ? parsed : (Role?)null;
        var merchant = Guid.TryParse(principal.FindFirstValue(MerchantClaim), out var id) ? new MerchantId(id) : (MerchantId?)null;
        var stores = principal.FindAll(StoreClaim).Select(c => new StoreId(Guid.Parse(c.Value))).ToHashSet();

        return new Viewer
        {
            SignIn = SignInOf(principal),
            UserId = Guid.TryParse(identifier, out var user) ? new UserId(user) : null,
            Key = key,
            Name = principal.FindFirstValue(NameClaim) ?? "",
            Role = role,
            Merchant = merchant,
            Stores = role?.IsOfStores() == true ? stores : null,
            SeesAllMerchants = role?.IsOfMerchant() == false || principal.HasClaim(c => c.Type == AllMerchantsClaim),
            IsVisiting = principal.HasClaim(c => c.Type == VisitClaim),
            Scopes = principal.FindAll(ScopeClaim).Select(c => c.Value).ToHashSet(),
            Origin = Origin.Of(http, SignInOf(principal)?.Value.ToString(), key is not null),
        };
    }

    public static SignInId? SignInOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(SignInClaim), out var id) ? new SignInId(id) : null;

    public static IServiceCollection AddViewer(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddScoped<ViewerInScope>()
        .AddScoped(provider => provider.GetRequiredService<ViewerInScope>().Viewer ?? Of(Principal(provider), provider.GetRequiredService<IHttpContextAccessor>().HttpContext));

    // A desk circuit has no request of its own: there the sign-in state says who it is.
    private static ClaimsPrincipal? Principal(IServiceProvider provider) =>
        provider.GetRequiredService<ICircuitUser>().User ?? provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User;
}

/// <summary>The person of a desk circuit; null outside of one.</summary>
public interface ICircuitUser
{
    ClaimsPrincipal? User { get; }
}

/// <summary>Whether somebody who signed in earlier may still be in: long answers ask it again and again.</summary>
public interface ISignInCheck
{
    Task<bool> IsGood(ClaimsPrincipal person);

    /// <summary>Follows a sign-in until it is disposed: cancelled within seconds once the person may no longer be in, on whichever node that was decided.</summary>
    IFollowedSignIn Follow(ClaimsPrincipal person);
}

public interface IFollowedSignIn : IDisposable
{
    CancellationToken Over { get; }
}

/// <summary>Work that no request started says here, before anything else is resolved in its scope, in whose name it acts.</summary>
public sealed class ViewerInScope
{
    public Viewer? Viewer { get; set; }
}
