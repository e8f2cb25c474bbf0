using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Features.CardFindings.Desk;

/// <summary>Where card data came in although it should not, and what to do about it.</summary>
public partial class CardFindingsPage
{
    private const int StepCount = 6;

    private ListCardFindings.Listed? listed;

    /// <summary>Only findings older than this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    [Inject]
    private ListCardFindings List { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    private string Zone => Options.Value.TimeZone;

    protected override async Task OnParametersSetAsync() =>
        listed = (await List.Run(long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, Cancel)).Value;
}
