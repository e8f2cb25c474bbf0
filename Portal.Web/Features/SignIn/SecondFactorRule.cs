using Microsoft.Extensions.Options;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.SignIn;

/// <summary>Who must have a second factor: roles by configuration (<see cref="SignInOptions"/>), nobody in a demo.</summary>
public sealed class SecondFactorRule(IOptions<SignInOptions> options, IHostEnvironment environment, TimeProvider clock)
{
    public bool Requires(Role role) => !environment.IsEnvironment(PortalHost.DemoEnvironment) && options.Value.Requires(role);

    /// <summary>Must have one, has none, and the days of grace are over.</summary>
    public bool IsDue(PortalUser user) => Requires(user.Role) && !user.TwoFactorEnabled && clock.GetUtcNow() >= GraceEnds(user);

    public DateTimeOffset GraceEnds(PortalUser user) => user.CreatedAt.AddDays(options.Value.SecondFactorGraceDays);
}
