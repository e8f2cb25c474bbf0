using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Live;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Ui;

namespace Portal.Web.Features.Troubleshooting.Pages;

/// <summary>One step a page: what is asked or to be done, why, what was tried, and a person always one tap away.</summary>
public partial class StepPage
{
    private SessionView? view;
    private string? live;
    private Step? step;
    private Problem? problem;

    [Parameter]
    public Guid SessionId { get; set; }

    /// <summary>An earlier step to look at again, or a question the portal answered by itself.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepId { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "step")]
    public string? AnsweredStep { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "answer")]
    public string? Answer { get; set; }

    /// <summary>"works" or "broken": what a person says to "works again".</summary>
    [SupplyParameterFromForm(FormName = "judge", Name = "judged")]
    public string? Judged { get; set; }

    /// <summary>Id of the record that is the missing one; "none": the one found is another sale.</summary>
    [SupplyParameterFromForm(FormName = "record", Name = "record")]
    public string? Record { get; set; }

    [Inject]
    private JudgeSession JudgeSession { get; set; } = default!;

    [Inject]
    private MoveSession MoveSession { get; set; } = default!;

    [Inject]
    private ChooseRecord ChooseRecord { get; set; } = default!;

    [Inject]
    private LiveAddress Live { get; set; } = default!;

    private SessionId Id => new(SessionId);

    private string Here => $"/troubleshoot/{SessionId}";

    private string AskLink => $"/tickets/new?session={SessionId}";

    private bool Ended => view!.Session.Status is SessionStatus.Resolved or SessionStatus.Escalated;

    // The step itself hands over to a person, or has done so; a second button would only ask the same.
    private bool LeadsToPerson => Ended && StepId is null ? view!.Session.Status == SessionStatus.Escalated : step!.Kind == StepKind.Escalate;

    private string Heading => Ended && StepId is null
        ? view!.Session switch
        {
            { Status: SessionStatus.Escalated } => Text["Escalated.Title"],
            { SolvedBy: SolvedBy.Approval } => Text["WorksAgain.Title"],
            _ => Text["Resolved.Title"],
        }
        : Say(StepTexts.Title(step!, view!.Verdict));

    // What is new about it, in a few words.
    private string Says => view!.Session switch
    {
        { SolvedBy: SolvedBy.Approval, ApprovedAt: { } at } => Text["WorksAgain", Times.Clock(at, view.Terminal.TimeZone)],
        { FoundAt: { } found } when found >= view.Session.LastAnswerAt && !Ended => Text["Found", Times.Clock(found, view.Terminal.TimeZone)],
        _ => Heading,
    };

    // What a change may be read out for; new facts that change nothing here show without a word.
    private string State =>
        $"{view!.Session.Status}/{step!.Id}/{view.Verdict.Retry}/{view.Session.ApprovalId}/{view.Session.AskedAgainAt is null}/{view.Session.TransactionId}/{view.LateRecords.Count}/{view.Record?.Because}";

    private string Body => Say(StepTexts.Body(step!, view!.Verdict));

    private string? LastStep => view!.Session.Walk.Count > 0 ? view.Session.Walk[^1].StepId : null;

    // Back goes one answer back, and from the first one to where the walk began.
    private string BackLink
    {
        get
        {
            var walk = view!.Session.Walk;
            var at = StepId is null ? walk.Count : walk.ToList().FindIndex(a => a.StepId == StepId);
            if (at > 0) return $"{Here}?step={walk[at - 1].StepId}";
            return view.Session.TransactionId is { } transaction ? $"/transactions/{transaction}" : "/lookup";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        live = await Live.Of(FindWatched.Session, SessionId.ToString(), Cancel);
        view = (await ViewSession.Run(Id, Cancel)).Value;
        step = view?.Look(AnsweredStep is null ? StepId : null, Now);
        if (step is null) Navigation.NotFound();
    }

    private async Task Submit() =>
        GoOn(await AnswerStep.Run(new(Id, AnsweredStep ?? "", Answer ?? ""), Cancel), AnsweredStep == Step.EscalateId && Answer == Step.Ask ? AskLink : Here);

    private async Task Judge() => GoOn(await JudgeSession.Run(Id, works: Judged == "works", Cancel), Here);

    private async Task Move()
    {
        var moved = await MoveSession.Run(Id, Cancel);
        if (moved.IsOk) Flash.Say(Http, Text["Corrected.Done"]);
        GoOn(moved, Here);
    }

    private async Task Choose()
    {
        var chosen = long.TryParse(Record, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? new TransactionId(id) : (TransactionId?)null;
        GoOn(await ChooseRecord.Run(Id, chosen, Cancel), Here);
    }

    private void GoOn(Result<SessionView> done, string to)
    {
        problem = done.Problem;
        if (problem?.Code is "session.step-not-offered" or "session.not-resolved" or "session.version" or "stale")
        {
            // The walk went on meanwhile: show where it is now, and say so.
            Flash.Say(Http, Problems.For(problem), "warn");
            Navigation.NavigateTo(Here);
        }
        else if (done.IsOk)
        {
            Navigation.NavigateTo(to);
        }
    }

    private static string Say(LocalizedText text) => text.In(Languages.Current);

    private static string SignOf(string option) => option switch
    {
        "yes" or Step.Works => "check",
        "no" or Step.NoHelp => "x",
        "dont-know" => "question",
        Step.Skip => "chevron",
        Step.Continue => "clock",
        Step.Ask => "people",
        _ => "chevron",
    };
}
