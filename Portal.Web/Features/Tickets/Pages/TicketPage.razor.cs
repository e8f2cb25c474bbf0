using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Features.Live;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Ui;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets.Pages;

public partial class TicketPage
{
    private ReadTicket.View? view;
    private ListTickets.Listed? listed;
    private IReadOnlyList<LessonShelf.Lesson> shelf = [];
    private Problem? problem;
    private string? live;

    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    private ReadTicket Read { get; set; } = default!;

    [Inject]
    private LiveAddress Live { get; set; } = default!;

    [Inject]
    private ListTickets List { get; set; } = default!;

    [Inject]
    private LessonShelf Lessons { get; set; } = default!;

    [Inject]
    private MarkSeen Seen { get; set; } = default!;

    [Inject]
    private ReplyToTicket ReplyTo { get; set; } = default!;

    [Inject]
    private ResolveTicket ResolveTicket { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "reply", Name = "token")]
    public Guid? Token { get; set; }

    [SupplyParameterFromForm(FormName = "reply", Name = "text")]
    public string? Words { get; set; }

    [SupplyParameterFromForm(FormName = "resolve", Name = "version")]
    public int? SeenVersion { get; set; }

    private string Here => "/tickets/" + TicketNumber.Show(view!.Ticket.Number);

    private string? StatusTone => view!.Ticket.Status switch { TicketStatus.WaitingMerchant => "wait", TicketStatus.Resolved => "yes", _ => "info" };

    private string StatusIcon => view!.Ticket.Status switch { TicketStatus.WaitingMerchant => "reply", TicketStatus.Resolved => "check", _ => "clock" };

    private string TitleOf(string slug) => shelf.FirstOrDefault(l => l.Slug == slug)?.Title.In(Languages.Current) ?? slug;

    private string? ErrorOf(string field) => problem?.Field == field ? Problems.For(problem) : null;

    protected override async Task OnInitializedAsync()
    {
        if (Viewer.May(Permission.WorkDesk))
        {
            Navigation.NavigateTo("/desk/tickets/" + Number);
            return;
        }

        Token ??= Guid.CreateVersion7();
        live = await Live.Of(FindWatched.Ticket, Number, Cancel);
        view = TicketNumber.Read(Number) is { } number ? await Read.Run(number, Cancel) : null;
        if (view is null)
        {
            Navigation.NotFound();
            return;
        }

        listed = await List.Run(view.Ticket.Status == TicketStatus.Resolved, 1, Cancel);
        if (view.Lessons.Count > 0) shelf = await Lessons.All(Cancel);
        await Seen.Run(view.Ticket.Number, view.Ticket.LastNo, Cancel);
    }

    private async Task Reply()
    {
        if (view is null) return;
        problem = (await ReplyTo.Run(new(view.Ticket.Number, Token!.Value, Words ?? "", Uploads.Of(Http.Request.Form)), Cancel)).Problem;
        if (problem is not null) return;

        Flash.Say(Http, Text["Reply.Done"]);
        Navigation.NavigateTo(Here);
    }

    private async Task Resolve()
    {
        if (view is null) return;
        var resolved = await ResolveTicket.Run(new(view.Ticket.Number, SeenVersion ?? view.Ticket.Version, null), Cancel);
        Flash.Say(Http, resolved.IsOk ? Text["Resolve.Done"] : Problems.For(resolved.Problem), resolved.IsOk ? "ok" : "warn");
        Navigation.NavigateTo(Here);
    }
}
