using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.Features.OpenId;

/// <summary>An OpenID provider of a test's own, with a key of its own: it says whatever the test tells it to say, true or forged.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "portal", Secret = "a secret of the tests";

    private readonly RSA key = RSA.Create(2048), otherKey = RSA.Create(2048);
    private readonly Dictionary<string, (string Nonce, string Challenge)> codes = [];
    private WebApplication app = null!;

    public string Address { get; private set; } = "";

    /// <summary>What the next token says.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "u-1", ["email_verified"] = true, ["name"] = "Somebody" };

    public string? Issuer { get; set; }

    /// <summary>Where its sign-in page is, when that is another host than the rest.</summary>
    public string? AuthorizeAt { get; set; }

    /// <summary>Its discovery document names that issuer too.</summary>
    public bool SaysSoItself { get; set; }

    public string Audience { get; set; } = Client;
    public string? Nonce { get; set; }
    public TimeSpan Expires { get; set; } = TimeSpan.FromMinutes(5);
    public bool Unsigned { get; set; }
    public bool SignedByAnother { get; set; }

    /// <summary>What the portal asked with, the last time.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    public int Tokens { get; private set; }

    public static async Task<FakeProvider> Start()
    {
        var provider = new FakeProvider();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        provider.app = builder.Build();
        provider.Map();
        await provider.app.StartAsync();
        provider.Address = provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return provider;
    }

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = SaysSoItself && Issuer is not null ? Issuer : Address,
            ["authorization_endpoint"] = (AuthorizeAt ?? Address) + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { Public(key) } }));
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            Asked = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
            var code = Guid.NewGuid().ToString("N");
            codes[code] = (Asked["nonce"], Asked["code_challenge"]);
            return Results.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"], new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked["state"] }));
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var verifier = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (!codes.Remove(form["code"].ToString(), out var asked) || verifier != asked.Challenge || form["client_secret"] != Secret) return Results.BadRequest(new { error = "invalid_grant" });
            Tokens++;
            return Results.Json(new { access_token = "nothing", token_type = "Bearer", id_token = Token(asked.Nonce) });
        });
    }

    private string Token(string nonce)
    {
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object>(Claims) { ["nonce"] = Nonce ?? nonce };
        var issuer = Issuer ?? Address;
        if (Unsigned)
        {
            claims["iss"] = issuer;
            claims["aud"] = Audience;
            claims["exp"] = EpochTime.GetIntDate(now + Expires);
            claims["iat"] = EpochTime.GetIntDate(now);
            return WebEncoders.Base64UrlEncode("""{"alg":"none","typ":"JWT"}"""u8.ToArray()) + "." + WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(claims)) + ".";
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = Audience,
            IssuedAt = now - TimeSpan.FromHours(1),
            NotBefore = now - TimeSpan.FromHours(1),
            Expires = now + Expires,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(SignedByAnother ? otherKey : key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private static object Public(RSA rsa)
    {
        var parts = rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = "one", alg = "RS256", n = WebEncoders.Base64UrlEncode(parts.Modulus!), e = WebEncoders.Base64UrlEncode(parts.Exponent!) };
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        otherKey.Dispose();
    }
}
