using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions.Lookup;
using Portal.Web.Features.Live;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Troubleshooting.Pages;

/// <summary>No record is evidence too: what that means for the money, and what the screen shows.</summary>
public partial class NoRecordPage
{
    private const int MostTerminals = 60;

    private IReadOnlyList<VisibleTerminal> terminals = [];
    private IReadOnlyList<Symptom> symptoms = [];
    private VisibleTerminal? chosen;
    private LookForRecord.Found? found;
    private TransactionCriteria? told;
    private string? live;
    private Problem? problem;

    [SupplyParameterFromQuery(Name = "terminal")]
    public string? Terminal { get; set; }

    /// <summary>As typed into the lookup: when the sale is said to have been, and how much it was.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public string? TypedAt { get; set; }

    [SupplyParameterFromQuery(Name = "amount")]
    public string? TypedAmount { get; set; }

    [SupplyParameterFromForm(FormName = "symptom", Name = "symptom")]
    public string? Symptom { get; set; }

    [Inject]
    private VisibleTerminals Terminals { get; set; } = default!;

    [Inject]
    private Knowledge Knowledge { get; set; } = default!;

    [Inject]
    private LookForRecord LookForRecord { get; set; } = default!;

    [Inject]
    private StartSession StartSession { get; set; } = default!;

    [Inject]
    private LiveAddress Live { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    private DateTimeOffset? At => told?.At is { Instants: [var first, ..] } ? first : null;

    private string Lead => Text[found!.Record.MeansNoCharge ? "NoRecord.NoCharge" : "NoRecord.CannotTell"];

    private string State => $"{found!.Record.Because}/{found.Arrived.Count}";

    // The lookup again, with what was told.
    private string Back => chosen is null ? "/lookup" : QueryString.Create(
        new Dictionary<string, string?> { ["terminal"] = chosen.Number, ["at"] = TypedAt, ["amount"] = TypedAmount }.Where(p => !string.IsNullOrWhiteSpace(p.Value) && !CardNumbers.Contains(p.Value)))
        is var query ? "/lookup" + query : "";

    protected override async Task OnInitializedAsync()
    {
        terminals = string.IsNullOrWhiteSpace(Terminal) ? await Terminals.All(MostTerminals, Cancel) : await Terminals.Called(Terminal.Trim(), 2, Cancel);
        chosen = terminals.Count == 1 ? terminals[0] : null;
        if (chosen is null)
        {
            if (!string.IsNullOrWhiteSpace(Terminal)) terminals = await Terminals.All(MostTerminals, Cancel);
            return;
        }

        told = TransactionCriteria.Parse(new(At: TypedAt, Amount: TypedAmount), Times.Zone(chosen.TimeZone), Now).Criteria;
        symptoms = (await Knowledge.Playbook(Cancel))?.Symptoms ?? [];
        live = await Live.Of(FindWatched.Terminal, chosen.Id.Value.ToString(), Cancel);
        found = (await LookForRecord.Run(chosen.Id, At, told.Amount, Cancel)).Value;
    }

    private async Task Submit()
    {
        if (chosen is null) return;
        var started = await StartSession.Run(new(null, chosen.Number, Symptom ?? "", At, told?.Amount), Cancel);
        problem = started.Problem;
        if (started.IsOk) Navigation.NavigateTo($"/troubleshoot/{started.Value.Session.Id.Value}");
    }

    private static string NameOf(VisibleTerminal terminal) => terminal.Name.Length > 0 ? terminal.Name : terminal.Number;
}
