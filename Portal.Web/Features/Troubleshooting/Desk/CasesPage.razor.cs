using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Transactions;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Troubleshooting.Desk;

/// <summary>What cases would change in the playbook, with the numbers behind it; a trainer takes what is right into a new version.</summary>
public partial class CasesPage
{
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private AdoptShares.Proposals? proposals;
    private ResponseCodeCatalogue? codes;
    private Problem? problem;
    private bool missing, busy;

    [Inject]
    private AdoptShares Adopt { get; set; } = default!;

    [Inject]
    private Knowledge Knowledge { get; set; } = default!;

    [Inject]
    private SaleWords Sales { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    private sealed record Group(string About, string Name, IReadOnlyList<LearnedShare> Shares)
    {
        public double Cases => Shares.Sum(s => s.Count.Cases);
    }

    private List<Group> Groups => [.. proposals!.Shares.GroupBy(s => s.About, StringComparer.Ordinal).Select(g => new Group(g.Key, NameOf(g.Key), [.. g]))];

    protected override Task OnInitializedAsync() => Load();

    private async Task Load()
    {
        codes = await Knowledge.ResponseCodes(Cancel);
        var found = await Adopt.Propose(Cancel);
        (proposals, missing) = (found.Value, !found.IsOk);
        chosen.Clear();
    }

    private void Choose(string about, bool take)
    {
        if (take) chosen.Add(about);
        else chosen.Remove(about);
    }

    private async Task AdoptNow()
    {
        busy = true;
        var done = await Adopt.Run(new(chosen, proposals!.InUse.Version), Cancel);
        (busy, problem) = (false, done.Problem);
        if (done.IsOk) Snackbar.Add(Text["Cases.Adopted", done.Value], Severity.Success);
        await Load();
    }

    private string NameOf(string about)
    {
        if (LearnedShares.SymptomOf(about) is { } symptom) return proposals!.InUse.Symptom(symptom)?.Title.In(Languages.Current) ?? symptom;
        var cut = about.IndexOf('/', StringComparison.Ordinal);
        var (scheme, code) = (about[..cut], about[(cut + 1)..]);
        return $"{Sales.Scheme(scheme)} {code} · {codes!.Find(scheme, code).Name.In(Languages.Current)}";
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    private static string Cases(double cases) => cases.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Move(LearnedShare share) => (share.Proposed - share.Now) switch
    {
        >= LearnedShares.Worthwhile => "↑",
        <= -LearnedShares.Worthwhile => "↓",
        _ => "",
    };
}
