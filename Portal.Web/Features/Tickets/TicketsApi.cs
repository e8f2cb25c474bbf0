using System.Globalization;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>Tickets over HTTP, as contracts.md fixes them. Internal notes are never among the messages.</summary>
internal static class TicketsApi
{
    public static void MapTickets(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/v1").RequireScope(ApiScopes.TicketsRead);
        read.MapGet("/tickets", async (int? page, string? status, ListTickets list, CancellationToken cancel) =>
        {
            var listed = await list.Run(status == "resolved", page ?? 1, cancel);
            return Results.Json(new
            {
                Items = listed.Rows.Select(r => new ListedState(TicketNumber.Show(r.Number), Kebab.Of(r.Status), r.Subject, Times.Machine(r.LastSpokenAt, r.TimeZone))),
                listed.Page,
                listed.Pages,
            }, Api.Json);
        });
        read.MapGet("/tickets/{number}", async (string number, ReadTicket ticket, CancellationToken cancel) => await Show(number, ticket, StatusCodes.Status200OK, cancel));

        var write = routes.MapGroup("/api/v1").RequireScope(ApiScopes.TicketsWrite);
        write.MapPost("/tickets", async (HttpContext http, OpenTicket open, TicketTerminals terminals, ReadTicket read, CancellationToken cancel) =>
        {
            if (await Api.Read<OpenBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            if (!IdOf(body.TransactionId, out var transaction) || !SessionOf(Text(body.SessionId), out var session)) return Api.Refuse(Problem.NotFound);
            TerminalId? terminal = null;
            if (Text(body.TerminalId) is { } named && (terminal = await terminals.Find(named, cancel)) is null) return Api.Refuse(Problem.NotFound);

            var opened = await open.Run(new(Guid.CreateVersion7(), transaction, session, terminal, body.Subject, body.Message ?? body.Text ?? "", []), cancel);
            if (!opened.IsOk) return Api.Refuse(opened.Problem);
            http.Response.Headers.Location = "/api/v1/tickets/" + TicketNumber.Show(opened.Value);
            return await Show(TicketNumber.Show(opened.Value), read, StatusCodes.Status201Created, cancel);
        });
        write.MapPost("/sessions/{id}/ticket", async (string id, HttpContext http, OpenTicket open, CancellationToken cancel) =>
        {
            if (await Api.Read<OpenBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            if (!SessionOf(id, out var session) || session is null) return Api.Refuse(Problem.NotFound);

            var opened = await open.Run(new(Guid.CreateVersion7(), null, session, null, body.Subject, body.Message ?? body.Text ?? "", []), cancel);
            if (!opened.IsOk) return Api.Refuse(opened.Problem);
            http.Response.Headers.Location = "/api/v1/tickets/" + TicketNumber.Show(opened.Value);
            return Results.Json(new { Number = TicketNumber.Show(opened.Value) }, Api.Json, statusCode: StatusCodes.Status201Created);
        });
        write.MapPost("/tickets/{number}/messages", async (
            string number, HttpContext http, Viewer viewer, ReplyToTicket reply, AnswerTicket answer, ReadTicket read, CancellationToken cancel) =>
        {
            if (await Api.Read<MessageBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            if (TicketNumber.Read(number) is not { } no) return Api.Refuse(Problem.NotFound);

            // A key of one merchant speaks for its shop, one of all merchants for the desk.
            var text = body.Text ?? body.Message ?? "";
            var done = viewer.Merchant is not null
                ? await reply.Run(new(no, Guid.CreateVersion7(), text, []), cancel)
                : await answer.Run(new(no, Guid.CreateVersion7(), text), cancel);
            return done.IsOk ? await Show(number, read, StatusCodes.Status201Created, cancel) : Api.Refuse(done.Problem);
        });
    }

    private static async Task<IResult> Show(string number, ReadTicket read, int status, CancellationToken cancel) =>
        TicketNumber.Read(number) is { } no && await read.Run(no, cancel) is { } view
            ? Results.Json(TicketState.Of(view), Api.Json, statusCode: status)
            : Api.Refuse(Problem.NotFound);

    private static bool IdOf(JsonElement? value, out TransactionId? id)
    {
        id = null;
        if (Text(value) is not { } text) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        id = new(number);
        return true;
    }

    private static bool SessionOf(string? text, out SessionId? id)
    {
        id = null;
        if (text is null) return true;
        if (!Guid.TryParse(text, out var guid)) return false;
        id = new(guid);
        return true;
    }

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String or JsonValueKind.Number } given ? given.ToString() : null;

    private sealed record OpenBody(JsonElement? TransactionId, JsonElement? SessionId, JsonElement? TerminalId, string? Subject, string? Message, string? Text);

    private sealed record MessageBody(string? Text, string? Message);

    private sealed record ListedState(string Number, string Status, string Subject, string LastMessageAt);
}

/// <summary>A ticket in the words of the API.</summary>
internal sealed record TicketState(
    string Number, string Status, string Subject, string OpenedAt, TicketSaleState? Transaction, CaseVerdict? Verdict, IReadOnlyList<TicketFactState> Evidence,
    IReadOnlyList<TicketStepState> Steps, IReadOnlyList<string> Lessons, IReadOnlyList<TicketMessageState> Messages)
{
    public static TicketState Of(ReadTicket.View view)
    {
        var (ticket, kept, zone) = (view.Ticket, view.Ticket.Case, view.TimeZone);
        return new(
            TicketNumber.Show(ticket.Number), Kebab.Of(ticket.Status), ticket.Subject, Times.Machine(ticket.OpenedAt, zone),
            kept.Sale is { } sale
                ? new(sale.Id?.ToString(CultureInfo.InvariantCulture), sale.Terminal, Times.Machine(sale.At, zone), sale.Outcome, sale.Amount, sale.Currency, sale.Scheme, sale.Code)
                : null,
            kept.Verdict,
            [.. kept.Facts.Select(f => new TicketFactState(f.Key, f.Text.In(Languages.Current), f.Source, Times.Machine(f.At, zone)))],
            [.. kept.Steps.Select(s => new TicketStepState(s.Title.In(Languages.Current), s.Answer.In(Languages.Current), Times.Machine(s.At, zone)))],
            [.. view.Lessons.Select(l => l.Slug)],
            [.. view.Messages.Where(m => m.Kind is MessageKind.Merchant or MessageKind.Agent)
                .Select(m => new TicketMessageState(m.Kind == MessageKind.Merchant ? "merchant" : "desk", m.Author, m.Text, Times.Machine(m.At, zone)))]);
    }
}

internal sealed record TicketSaleState(
    string? Id, string TerminalId, string OccurredAt, string Outcome, string? Amount, string? Currency, string? Scheme, string? ResponseCode);

internal sealed record TicketFactState(string Key, string Text, string Source, string At);

internal sealed record TicketStepState(string Title, string Answer, string At);

internal sealed record TicketMessageState(string From, string Name, string Text, string At);
