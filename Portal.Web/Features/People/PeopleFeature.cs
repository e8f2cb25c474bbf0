using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Who there is and what they are: invitations, the claims of a sign-in, the language and theme people chose.</summary>
public sealed class PeopleFeature : IFeature
{
    public Type Texts => typeof(PeopleText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        new IdentityBuilder(typeof(PortalUser), services)
            .AddClaimsPrincipalFactory<PortalClaims>();

        // The sign-in name is the address or a number, and either is one person's alone.
        services.PostConfigure<IdentityOptions>(options => options.User.RequireUniqueEmail = false);

        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "portal";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = "/account/login";
            options.AccessDeniedPath = "/not-found";
            options.ReturnUrlParameter = "back";
            options.Events.OnRedirectToLogin = context =>
            {
                // A card number typed into an address was masked before anyone read it, and its stars are no search: only the page is come back to.
                var holdsCard = context.HttpContext.Request.QueryString.Value?.Contains("******", StringComparison.Ordinal) == true;
                context.Response.Redirect(holdsCard ? QueryHelpers.AddQueryString("/account/login", "back", context.Request.Path) : context.RedirectUri);
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                // What a role may not open looks like what does not exist.
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
        services.AddPermissions();

        services.AddScoped<AddPerson>().AddScoped<Invitations>().AddScoped<MailInvitation>().AddScoped<InvitePerson>().AddScoped<SendInvitation>()
            .AddScoped<CancelInvitation>().AddScoped<TakeInvitation>();
        services.AddScoped<ListPeople>().AddScoped<ShopStores>().AddScoped<PersonWords>().AddScoped<AdminOverview>();
        services.AddScoped<RemovePerson>().AddScoped<ChangeStores>().AddScoped<ChangeRole>().AddScoped<DisablePerson>().AddScoped<UnlockPerson>();
        services.AddScoped<CorrectName>().AddScoped<CorrectOwnName>();
        services.AddScoped<IDemoPart, DemoPeople>();
        services.AddSingleton<IGreeting, Greeting>();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapSignOut();
        routes.MapPreferences();
    }

    public IEnumerable<Command> Verbs(VerbHost host) => [UserVerb.Make(host)];
}
