using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Outbound;

namespace Portal.Web.Features.OpenId;

/// <summary>
/// The handler's settings: authorization code with PKCE, state, nonce, signed tokens of this authority for this client only; every call to the authority
/// goes through the guarded door. What comes back is kept for minutes in Identity's cookie for outside sign-ins, until <see cref="SignInByOpenId"/> has decided.
/// </summary>
internal static class OpenIdScheme
{
    public const string Name = SecondStep.Company;
    public const string CallbackPath = "/account/openid/back";
    public const string DonePath = "/account/openid/done";

    /// <summary>Set on the way to confirm who one is, not to sign in.</summary>
    public const string ConfirmsItem = "confirms";

    private static readonly string[] Kept = ["iss", "sub", "email", "email_verified", "name", "auth_time", "acr", "amr"];

    public static void Add(IServiceCollection services)
    {
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<OpenIdSettings>>((authentication, settings) =>
        {
            if (settings.Value.IsOn) authentication.AddScheme(Name, scheme => scheme.HandlerType = typeof(OpenIdConnectHandler));
        });
        services.AddTransient<OpenIdConnectHandler>();
        services.AddOptions<OpenIdConnectOptions>(Name)
            .Configure<IOptions<OpenIdSettings>, OutboundHttp>(Configure)
            .PostConfigure<TimeProvider>((options, clock) => options.TimeProvider ??= clock);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
    }

    private static void Configure(OpenIdConnectOptions options, IOptions<OpenIdSettings> configured, OutboundHttp door)
    {
        var settings = configured.Value;
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out var address) && address.IsLoopback);
        options.BackchannelHttpHandler = door.HandlerForSettings;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);

        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as an ordinary visit, for which Lax cookies are sent; a form post from elsewhere would need SameSite=None.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = CallbackPath;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"]) options.Scope.Add(scope);

        // The configured address is the issuer: neither a token nor the discovery document may speak in another's name.
        options.TokenValidationParameters.ValidateIssuer = true;
        options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer.TrimEnd('/') == settings.Authority.TrimEnd('/')
            ? issuer : throw new SecurityTokenInvalidIssuerException("The token is of another issuer than the configured authority.");
        options.TokenValidationParameters.ValidAudience = settings.ClientId;
        options.TokenValidationParameters.RequireSignedTokens = true;
        options.TokenValidationParameters.RequireExpirationTime = true;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        ];
        options.ProtocolValidator.RequireNonce = true;

        options.CorrelationCookie.Name = "portal-openid-";
        options.NonceCookie.Name = "portal-openid-nonce-";
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnRedirectToIdentityProvider = context =>
        {
            if (!context.Properties.Items.ContainsKey(ConfirmsItem)) return Task.CompletedTask;
            context.ProtocolMessage.Prompt = "login";
            context.ProtocolMessage.MaxAge = "0";
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = context =>
        {
            // The handler itself takes an unsigned token from the token endpoint, since it came over the provider's own line. Here nothing unsigned counts.
            if (context.TokenEndpointResponse?.IdToken.Split('.') is not [_, _, { Length: > 0 }]) context.Fail("The token is not signed.");
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context =>
        {
            KeepOnlyWhatIsNeeded(context, settings);
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            // Whatever was wrong (cancelled there, forged, late), the person reads one sentence and the log the kind of fault.
            Log(context.HttpContext).LogWarning("Company sign-in refused: {Reason}", context.Failure?.GetType().Name);
            context.Response.Redirect(DonePath + "?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static void KeepOnlyWhatIsNeeded(TicketReceivedContext context, OpenIdSettings settings)
    {
        var own = (System.Security.Claims.ClaimsIdentity)context.Principal!.Identity!;
        foreach (var claim in own.Claims.Where(c => !Kept.Contains(c.Type) && c.Type != settings.RoleClaim).ToList()) own.RemoveClaim(claim);
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdScheme));
}
