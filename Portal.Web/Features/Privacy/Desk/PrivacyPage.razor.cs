using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Privacy.Desk;

/// <summary>Finding somebody who asks about their data; how long what is kept, what would go now, and which tickets stay whatever their age.</summary>
public partial class PrivacyPage
{
    private IReadOnlyList<RunRetention.Line>? lines;
    private IReadOnlyList<TicketHold> holds = [];
    private DateTimeOffset? last;
    private Problem? problem;
    private string? typed;
    private bool busy;
    private string? search;
    private IReadOnlyList<FindPerson.Found>? found;

    /// <summary>What was looked for stands in the address: going back from a person finds the list again.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [Inject]
    private FindPerson People { get; set; } = default!;

    [Inject]
    private PersonNames Names { get; set; } = default!;

    [Inject]
    private RunRetention Retention { get; set; } = default!;

    [Inject]
    private RunRetentionNow RetentionNow { get; set; } = default!;

    [Inject]
    private HoldTicket Hold { get; set; } = default!;

    [Inject]
    private LiftHold Lift { get; set; } = default!;

    [Inject]
    private ListHolds Holds { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    private string Zone => Options.Value.TimeZone;

    protected override Task OnInitializedAsync() => Load();

    protected override async Task OnParametersSetAsync()
    {
        search = Query;
        found = string.IsNullOrWhiteSpace(Query) ? null : await People.Run(Query, Cancel);
    }

    private void Look() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/admin/privacy", new Dictionary<string, object?> { ["q"] = search is { Length: > 0 } ? search : null }));

    private async Task Load()
    {
        (holds, last, lines) = (await Holds.Run(Cancel), await Retention.Last(Cancel), await Retention.Preview(Cancel));
    }

    private async Task RunNow()
    {
        busy = true;
        var done = await RetentionNow.Run(Cancel);
        problem = done.Problem;
        if (done.IsOk) Snackbar.Add(Text["Ran", done.Value.Sum(l => l.Rows)], Severity.Success);
        await Load();
        busy = false;
    }

    private async Task HoldNow()
    {
        problem = (await Hold.Run(typed, Cancel)).Problem;
        if (problem is null) typed = null;
        await Load();
    }

    private async Task LiftNow(int number)
    {
        problem = (await Lift.Run(number, Cancel)).Problem;
        await Load();
    }
}
