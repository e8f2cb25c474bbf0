using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Domain.Common;
using Portal.Domain.Tickets;

namespace Portal.Web.Features.Tickets.Desk;

/// <summary>The desk: the queue, beside it one ticket. Which view, which search and which ticket stand in the address.</summary>
public partial class TicketDesk
{
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(4), TypingPause = TimeSpan.FromMilliseconds(300);

    private DeskQueue.Queue? queue;
    private ReadTicket.View? view;
    private IReadOnlyList<LessonShelf.Lesson> shelf = [];
    private IReadOnlyDictionary<string, LessonShelf.ReadBy> readers = new Dictionary<string, LessonShelf.ReadBy>();
    private bool missing, queueFailed, ticketFailed, sideOpen, started;
    private (int, int) stamp;
    private (QueueView, string?) shownQueue;
    private string? shownNumber;
    private CancellationTokenSource? typing;

    /// <summary>What stands in the search box while the address has not caught up with it.</summary>
    private string? typed;

    [Parameter]
    public string? Number { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    private DeskQueue Queue { get; set; } = default!;

    [Inject]
    private ReadTicket Read { get; set; } = default!;

    [Inject]
    private MarkSeen Seen { get; set; } = default!;

    [Inject]
    private LessonShelf Lessons { get; set; } = default!;

    [Inject]
    private TicketBell Bell { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ILogger<TicketDesk> Log { get; set; } = default!;

    private QueueView View => Enum.TryParse<QueueView>(ViewName, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : QueueView.All;

    private int? Current => TicketNumber.Read(Number);

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    private string PageName => view is null ? Text["View." + View] + " · " + Text["Desk.Title"] : $"{TicketNumber.Show(view.Ticket.Number)} · {view.Ticket.Subject}";

    private string To(int? number, QueueView to)
    {
        var path = number is { } no ? "/desk/tickets/" + TicketNumber.Show(no) : "/desk";
        var query = to == QueueView.All ? "" : "view=" + to.ToString().ToLowerInvariant();
        if (Search is { Length: > 0 } && to == View) query += (query.Length > 0 ? "&" : "") + "q=" + Uri.EscapeDataString(Search);
        return query.Length > 0 ? path + "?" + query : path;
    }

    private string Waits(DeskQueue.Row row)
    {
        if (row.Status == TicketStatus.WaitingMerchant) return Text["Desk.WaitsMerchant"];
        if (row.Status == TicketStatus.Resolved) return Text["Desk.Done"];
        var waited = Now - row.Since;
        return waited.TotalMinutes < 1 ? Text["Desk.JustNow"]
            : waited.TotalMinutes < 60 ? Text["Desk.Minutes", (int)waited.TotalMinutes]
            : waited.TotalHours < 24 ? Text["Desk.Hours", (int)waited.TotalHours]
            : Text["Desk.Days", (int)waited.TotalDays];
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!started)
        {
            started = true;
            Bell.Rang += OnRang;
            _ = Watch();
        }

        if (typed == (Search ?? "")) typed = null;
        var wanted = (View, Search);
        if (queue is null || shownQueue != wanted)
        {
            shownQueue = wanted;
            await LoadQueue();
        }

        if (shownNumber == Number) return;
        (shownNumber, view, missing, ticketFailed, sideOpen) = (Number, null, false, false, false);
        if (Number is not null) await LoadTicket();
    }

    private async Task LoadQueue()
    {
        try
        {
            queue = await Queue.Run(View, Search, Cancel);
            queueFailed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LogError(error, "The queue could not be read.");
            queueFailed = true;
        }
    }

    private async Task LoadTicket()
    {
        try
        {
            var found = Current is { } number ? await Read.Run(number, Cancel) : null;
            (view, missing, ticketFailed) = (found, found is null, false);
            if (found is null) return;

            if (shelf.Count == 0) shelf = await Lessons.All(Cancel);
            readers = await Lessons.Readers(found.Ticket.MerchantId, [.. found.Lessons.Select(l => l.Slug)], Cancel);
            await Seen.Run(found.Ticket.Number, found.Ticket.LastNo, Cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LogError(error, "A ticket could not be read.");
            ticketFailed = true;
        }
    }

    private async Task Reload()
    {
        if (Number is not null) await LoadTicket();
        await LoadQueue();
        StateHasChanged();
    }

    private void OnRang() => _ = InvokeAsync(Look);

    /// <summary>What other nodes do is found by asking; times that passed are shown anew as well.</summary>
    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Ask);
        try
        {
            while (await timer.WaitForNextTickAsync(Cancel)) await InvokeAsync(Look);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task Look()
    {
        try
        {
            var now = await Queue.Stamp(Cancel);
            if (now != stamp)
            {
                stamp = now;
                await Reload();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            Log.LogWarning("The desk could not ask what is new: {Reason}", error.GetType().Name);
        }
    }

    private async Task Type(string? words)
    {
        words = CardNumbers.Mask(words ?? "");
        typed = words;
        typing?.Cancel();
        typing = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var mine = typing.Token;
        try
        {
            // Not every letter is searched for: the next one cancels this wait.
            await Task.Delay(TypingPause, mine);
            Find(words);
        }
        catch (OperationCanceledException)
        {
            // Still typing.
        }
    }

    private void Find(string words) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", words.Length == 0 ? null : words), replace: true);

    private Task ShowKeys() => Dialogs.ShowAsync<KeysDialog>(Text["Keys.Title"], new DialogOptions { CloseOnEscapeKey = true, CloseButton = true, MaxWidth = MaxWidth.ExtraSmall });

    public override void Dispose()
    {
        Bell.Rang -= OnRang;
        typing?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
