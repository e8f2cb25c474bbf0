using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.ApiKeys;

/// <summary><c>Authorization: Bearer KEY</c>. A key that is missing, unknown, expired or revoked is told alike: 401.</summary>
internal sealed class ApiKeySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, Databases databases, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    private const string Bearer = "Bearer ";
    private const int LongestKey = 200;
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > LongestKey) return AuthenticateResult.NoResult();

        var hash = HashOf(header[Bearer.Length..].Trim());
        await using var db = databases.For(Viewer.Portal);
        var key = await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, Context.RequestAborted);
        if (key is null || !key.Works(clock.GetUtcNow())) return AuthenticateResult.Fail("unknown key");

        var now = clock.GetUtcNow();
        if (key.LastUsedAt is null || now - key.LastUsedAt > UsedEvery)
            await db.Set<ApiKey>().Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), Context.RequestAborted);

        var claims = new ClaimsIdentity(ApiScopes.SignIn);
        claims.AddClaim(new Claim(Viewers.NameClaim, key.Name));
        claims.AddClaim(new Claim(ClaimTypes.NameIdentifier, Viewers.KeyPrefix + key.Id));
        foreach (var scope in key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) claims.AddClaim(new Claim(Viewers.ScopeClaim, scope));
        claims.AddClaim(key.BoundTo is { } merchant ? new Claim(Viewers.MerchantClaim, merchant.Value.ToString()) : new Claim(Viewers.AllMerchantsClaim, "yes"));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(claims), ApiScopes.SignIn));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Api.Refuse(new Problem("unauthorized"), StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope;
        return Api.Refuse(new Problem("forbidden", needed ?? ""), StatusCodes.Status403Forbidden).ExecuteAsync(Context);
    }
}
