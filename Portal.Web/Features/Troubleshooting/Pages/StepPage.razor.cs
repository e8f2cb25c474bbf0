using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Hosting;
using Portal.Web.Shared.Ui;

namespace Portal.Web.Features.Troubleshooting.Pages;

/// <summary>One step a page: what is asked or to be done, why, what was tried, and a person always one tap away.</summary>
public partial class StepPage
{
    private SessionView? view;
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

    private SessionId Id => new(SessionId);

    private string Here => $"/troubleshoot/{SessionId}";

    private string AskLink => $"/tickets/new?session={SessionId}";

    private bool Ended => view!.Session.Status is SessionStatus.Resolved or SessionStatus.Escalated;

    private string Heading => Ended && StepId is null
        ? Text[view!.Session.Status == SessionStatus.Resolved ? "Resolved.Title" : "Escalated.Title"]
        : Say(StepTexts.Title(step!, view!.Verdict));

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
        view = (await ViewSession.Run(Id, Cancel)).Value;
        step = view?.Look(AnsweredStep is null ? StepId : null, Now);
        if (step is null) Navigation.NotFound();
    }

    private async Task Submit()
    {
        var answered = await AnswerStep.Run(new(Id, AnsweredStep ?? "", Answer ?? ""), Cancel);
        problem = answered.Problem;
        if (problem?.Code is "session.step-not-offered" or "stale")
        {
            // The walk went on meanwhile: show where it is now, and say so.
            Flash.Say(Http, Problems.For(problem), "warn");
            Navigation.NavigateTo(Here);
        }
        else if (answered.IsOk)
        {
            Navigation.NavigateTo(AnsweredStep == Step.EscalateId && Answer == Step.Ask ? AskLink : Here);
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
