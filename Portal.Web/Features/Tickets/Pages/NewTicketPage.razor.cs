using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Ui;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets.Pages;

public partial class NewTicketPage
{
    /// <summary>More terminals than this are not offered as chips: nobody reads them.</summary>
    private const int MostChips = 12;

    private readonly List<Choice> terminals = [];
    private TicketCase.Gathered? gathered;
    private Problem? problem;

    private sealed record Choice(string Id, string Name, string Tail);

    [Inject]
    private TicketCase Cases { get; set; } = default!;

    [Inject]
    private OpenTicket OpenTicket { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private IDbContextFactory<PortalDb> Databases { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "transaction")]
    public string? Transaction { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? Session { get; set; }

    [SupplyParameterFromForm(FormName = "open", Name = "token")]
    public Guid? Token { get; set; }

    [SupplyParameterFromForm(FormName = "open", Name = "text")]
    public string? Words { get; set; }

    [SupplyParameterFromForm(FormName = "open", Name = "terminal")]
    public string? Terminal { get; set; }

    private TransactionId? TransactionId =>
        long.TryParse(Transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    private SessionId? SessionId => Guid.TryParse(Session, out var id) ? new(id) : null;

    private TerminalId? TerminalId => Guid.TryParse(Terminal, out var id) ? new(id) : null;

    private string BackTo => SessionId is { } session ? $"/troubleshoot/{session.Value}" : TransactionId is { } transaction ? $"/transactions/{transaction}" : "/tickets";

    private string? ErrorOf(params string[] fields) => problem?.Field is { } field && fields.Contains(field) ? Problems.For(problem) : null;

    protected override async Task OnInitializedAsync()
    {
        if (Viewer.May(Permission.WorkDesk))
        {
            Navigation.NavigateTo("/desk");
            return;
        }

        Token ??= Guid.CreateVersion7();
        var found = Unreadable(Transaction, TransactionId is null) || Unreadable(Session, SessionId is null)
            ? Problem.NotFound
            : await Cases.Gather(TransactionId, SessionId, null, Cancel);
        if (!found.IsOk)
        {
            Navigation.NotFound();
            return;
        }

        gathered = found.Value;
        if (gathered.About.Terminal is null) await LoadTerminals();

        static bool Unreadable(string? text, bool nothing) => !string.IsNullOrEmpty(text) && nothing;
    }

    private async Task LoadTerminals()
    {
        await using var db = await Databases.CreateDbContextAsync(Cancel);
        var found = await db.Terminals.AsNoTracking().OrderBy(t => t.Number).Take(MostChips + 1).Select(t => new { t.Id, t.Name, t.Number }).ToListAsync(Cancel);
        if (found.Count <= MostChips)
            terminals.AddRange(found.Select(t => new Choice(t.Id.Value.ToString(), t.Name.Length > 0 ? t.Name : t.Number, t.Number.Length > 4 ? "…" + t.Number[^4..] : t.Number)));
    }

    private async Task Submit()
    {
        if (gathered is null) return;
        var opened = await OpenTicket.Run(new(Token!.Value, TransactionId, SessionId, TerminalId, null, Words ?? "", Uploads.Of(Http.Request.Form)), Cancel);
        problem = opened.Problem;
        if (!opened.IsOk) return;

        var number = TicketNumber.Show(opened.Value);
        Flash.Say(Http, Text["New.Done", number]);
        Navigation.NavigateTo("/tickets/" + number);
    }
}
