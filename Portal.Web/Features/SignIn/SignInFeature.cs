using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;

namespace Portal.Web.Features.SignIn;

/// <summary>How a person gets in: ASP.NET Core Identity, passwords and their rules, the way back to a forgotten one.</summary>
public sealed class SignInFeature : IFeature
{
    public Type Texts => typeof(SignInText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<PortalUser>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = Limits.PasswordLength;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.AllowedForNewUsers = true;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(30);
                options.Tokens.PasswordResetTokenProvider = ResetTokens.Name;
            })
            .AddEntityFrameworkStores<PortalDb>()
            .AddSignInManager()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<ResetTokens>(ResetTokens.Name)
            .AddDefaultTokenProviders();

        services.AddScoped<RequestReset>().AddScoped<ResetPassword>().AddScoped<ChangePassword>().AddScoped<CheckPassword>();
    }
}
