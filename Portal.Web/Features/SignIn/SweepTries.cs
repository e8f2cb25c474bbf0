using Portal.Web.Data.Identity;
using Portal.Web.Shared.Background;

namespace Portal.Web.Features.SignIn;

/// <summary>Once an hour forgets tries that no limit looks at any more.</summary>
public sealed class SweepTries(Tries tries, TimeProvider clock, ILogger<SweepTries> log)
    : Rounds(TimeSpan.FromHours(1), clock, log)
{
    protected override Task Round(CancellationToken cancel) => tries.Sweep(cancel);
}
