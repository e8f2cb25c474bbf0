using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Common;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>Who is signed in where, how long that lasts, how it is ended, and when somebody has to confirm again who they are.</summary>
public sealed class DevicesFeature : IFeature
{
    public Type Texts => typeof(DevicesText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<DeviceOptions>(configuration, DeviceOptions.Section);
        services.AddSingleton<SignInRows>().AddSingleton<WatchSignIns>();
        services.AddSingleton<ISignInCheck>(provider => provider.GetRequiredService<WatchSignIns>());
        services.AddHostedService(provider => provider.GetRequiredService<WatchSignIns>());
        services.AddScoped<ProveSignIn>().AddScoped<SecondStep>();
        AddSecondStepCookie(services);
        services.AddSingleton<SignInCookie>().AddScoped<IFreshSignIn, FreshSignInCheck>().AddScoped<CircuitSignIn>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitSignIn>());
        services.AddScoped<ICircuitUser>(provider => provider.GetRequiredService<CircuitSignIn>());

        services.AddScoped<WhoseSignIns>().AddScoped<ListSignIns>().AddScoped<FindSignIns>().AddScoped<EndSignIn>().AddScoped<EndSignIns>().AddScoped<DeviceWords>();
        services.AddSingleton<CircuitCalls>();
        services.AddSignalR(hubs => hubs.AddFilter<CircuitCalls>());

        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            // The row says how long; the cookie only has to live as long as the longest.
            cookie.SlidingExpiration = false;
            cookie.Events.OnSigningIn = context => Cookie(context.HttpContext).SigningIn(context);
            cookie.Events.OnValidatePrincipal = context => Cookie(context.HttpContext).Validate(context);
            cookie.Events.OnSigningOut = context => Cookie(context.HttpContext).SigningOut(context);

            var toSignIn = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = context =>
            {
                if (context.HttpContext.Items[SignInCookie.EndedItem] is { } why) context.RedirectUri = QueryHelpers.AddQueryString(context.RedirectUri, "out", why.ToString()!);
                return toSignIn(context);
            };
        });
    }

    // Not Identity's own cookie of this purpose: passkeys keep their challenge in that one. Lax, since whoever comes back from the company's sign-in comes from another site.
    private static void AddSecondStepCookie(IServiceCollection services) => services.AddAuthentication().AddCookie(SecondStep.Scheme, options =>
    {
        options.Cookie.Name = "portal-step";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(Limits.SecondStepMinutes);
        options.SlidingExpiration = false;
    });

    private static SignInCookie Cookie(HttpContext http) => http.RequestServices.GetRequiredService<SignInCookie>();
}
