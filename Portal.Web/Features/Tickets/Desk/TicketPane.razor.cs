using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets.Desk;

public partial class TicketPane
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(600);
    private static readonly DialogOptions Small = new() { CloseOnEscapeKey = true, CloseButton = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    // One text for each tab: what was meant for colleagues can never be sent to the shop by switching.
    private readonly Dictionary<MessageKind, string> texts = [];
    private MessageKind kind = MessageKind.Agent;
    private Guid token = Guid.CreateVersion7();
    private Problem? problem;
    private bool busy;
    private DateTimeOffset? savedAt;
    private CancellationTokenSource? typing;

    [Parameter, EditorRequired]
    public ReadTicket.View View { get; set; } = default!;

    [Parameter]
    public IReadOnlyList<LessonShelf.Lesson> Shelf { get; set; } = [];

    [Parameter]
    public string Back { get; set; } = "/desk";

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter]
    public bool SideOpen { get; set; }

    [Parameter]
    public EventCallback ToggleSide { get; set; }

    [Inject]
    private AnswerTicket Answer { get; set; } = default!;

    [Inject]
    private NoteOnTicket NoteOn { get; set; } = default!;

    [Inject]
    private Drafts Drafts { get; set; } = default!;

    [Inject]
    private ReadDrafts ReadDrafts { get; set; } = default!;

    [Inject]
    private AssignTicket Assign { get; set; } = default!;

    [Inject]
    private ResolveTicket Resolve { get; set; } = default!;

    [Inject]
    private ReopenTicket Reopen { get; set; } = default!;

    [Inject]
    private StaffList Staff { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private Ticket Ticket => View.Ticket;

    private string Words => texts.GetValueOrDefault(kind, "");

    private string? Tone => Ticket.Status switch { TicketStatus.Open => "desk-wait", TicketStatus.Resolved => "desk-go", _ => null };

    private string TitleOf(string slug) => Shelf.FirstOrDefault(l => l.Slug == slug)?.Title.In(Languages.Current) ?? slug;

    private string At(DateTimeOffset at) => Times.Short(at, View.TimeZone, Time.GetUtcNow());

    protected override async Task OnInitializedAsync()
    {
        var drafts = await ReadDrafts.Run(Ticket.Number, default);
        foreach (var draft in drafts) texts[draft.Kind] = draft.Text;
        if (drafts.Count == 0) return;

        if (!texts.ContainsKey(MessageKind.Agent)) kind = MessageKind.Note;
        savedAt = drafts.Max(d => d.SavedAt);
    }

    private void Turn(MessageKind to) => (kind, problem) = (to, null);

    private async Task Type(string typed)
    {
        var (typedAs, words) = (kind, typed);
        texts[typedAs] = words;
        typing?.Cancel();
        typing?.Dispose();
        typing = new CancellationTokenSource();
        try
        {
            // A draft is saved when typing pauses: the next letter, or sending, cancels this wait.
            await Task.Delay(TypingPause, typing.Token);
            await Drafts.Save(Ticket.Number, typedAs, words, default);
            savedAt = words.Length == 0 ? null : Time.GetUtcNow();
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // Still typing, or sent.
        }
    }

    private async Task Send()
    {
        if (busy || string.IsNullOrWhiteSpace(Words)) return;
        busy = true;
        typing?.Cancel();
        try
        {
            var done = kind == MessageKind.Note
                ? await NoteOn.Run(new(Ticket.Number, token, Words), default)
                : await Answer.Run(new(Ticket.Number, token, Words), default);
            problem = done.Problem;
            if (!done.IsOk) return;

            texts.Remove(kind);
            (token, savedAt) = (Guid.CreateVersion7(), null);
            await Changed.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task AssignTo()
    {
        var dialog = await Dialogs.ShowAsync<AssignDialog>(Text["Desk.Assign"], new DialogParameters<AssignDialog>
        {
            { d => d.People, await Staff.Run(default) }, { d => d.Current, Ticket.AssigneeId }, { d => d.Me, Viewer.UserId },
        }, Small);
        if (await dialog.Result is { Canceled: false, Data: AssignDialog.Choice choice })
            await Tell(await Assign.Run(new(Ticket.Number, Ticket.Version, choice.To), default), "Desk.Assigned");
    }

    private async Task ResolveNow()
    {
        var dialog = await Dialogs.ShowAsync<ResolveDialog>(Text["Desk.Resolve"], Small);
        if (await dialog.Result is { Canceled: false, Data: string reason })
            await Tell(await Resolve.Run(new(Ticket.Number, Ticket.Version, reason), default), "Desk.Resolved");
    }

    private async Task ReopenNow() => await Tell(await Reopen.Run(new(Ticket.Number, Ticket.Version), default), "Desk.Reopened");

    private async Task Tell(Result done, string key)
    {
        Snackbar.Add(done.IsOk ? Text[key] : Problems.For(done.Problem), done.IsOk ? Severity.Success : Severity.Warning);
        await Changed.InvokeAsync();
    }

    /// <summary>Left while typing: what is on the screen is kept.</summary>
    public void Dispose()
    {
        if (typing is { IsCancellationRequested: false } && Words.Length > 0) _ = Drafts.Save(Ticket.Number, kind, Words, default);
        typing?.Cancel();
        typing?.Dispose();
        GC.SuppressFinalize(this);
    }
}
