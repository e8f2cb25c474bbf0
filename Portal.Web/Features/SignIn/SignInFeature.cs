using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;

namespace Portal.Web.Features.SignIn;

/// <summary>How a person gets in: ASP.NET Core Identity, passwords and their rules, passkeys, what may be tried how often, the way back to a forgotten password.</summary>
public sealed class SignInFeature : IFeature
{
    public Type Texts => typeof(SignInText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<SignInOptions>(configuration, SignInOptions.Section);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<PortalUser>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                // Length is judged with everything else, by PasswordRules; locks by Tries, alike for people there are not.
                options.Password.RequiredLength = 1;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Tokens.PasswordResetTokenProvider = ResetTokens.Name;
            })
            .AddEntityFrameworkStores<PortalDb>()
            .AddSignInManager()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<ResetTokens>(ResetTokens.Name)
            .AddDefaultTokenProviders();

        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Limits.PasswordRounds);
        services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<PortalUser>, NormalPasswords>());
        services.AddSingleton(_ => Embedded());
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyOrigin>();

        services.AddSingleton<Tries>().AddSingleton<ClientAddress>().AddSingleton<SecondFactorRule>().AddSingleton<ReaderLanguage>().AddHostedService<SweepTries>();
        services.AddScoped<Door>().AddScoped<DoorMails>().AddScoped<CheckPassword>().AddScoped<ProvePasskey>().AddScoped<PasskeySignIn>()
            .AddScoped<RequestReset>().AddScoped<ResetPassword>().AddScoped<ChangePassword>();
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapPasskeyRequest();

    private static CommonPasswords Embedded()
    {
        using var file = typeof(SignInFeature).Assembly.GetManifestResourceStream("common-passwords.bin")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new CommonPasswords(bytes);
    }
}
