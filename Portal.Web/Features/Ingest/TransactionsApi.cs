using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Transactions;
using Portal.Domain.Transactions.Lookup;
using Portal.Web.Data;
using Portal.Web.Features.Lookup;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Ingest;

/// <summary>POST /transactions, GET /transactions, GET /transactions/{id} (docs/api.md).</summary>
internal static class TransactionsApi
{
    private const long MostBytes = 64L * 1024 * 1024;

    public static void MapTransactions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapPost("/transactions", Post).RequireScope(ApiScopes.FeedWrite).WithSummary("Feed transactions: NDJSON or a JSON array. Answered when they are stored durably; sending them again changes nothing.")
            .Produces<object>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415);
        api.MapGet("/transactions", Search).RequireScope(ApiScopes.TransactionsRead).WithSummary("Look transactions up, best match first.")
            .Produces<object>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/transactions/{id}", One).RequireScope(ApiScopes.TransactionsRead).WithSummary("One transaction in the feed's own field names.")
            .Produces<object>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> Post(
        HttpContext http, ReceiveTransactions receive, PortalDb db, Viewer viewer, IStringLocalizer<IngestText> text, string? feed, CancellationToken cancel)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("application/x-ndjson" or "application/ndjson" or "application/json")) return Api.Refuse(new Problem("ingest.media-type"), StatusCodes.Status415UnsupportedMediaType);
        if (http.Request.ContentLength > MostBytes) return Api.Refuse(new Problem("ingest.too-large"), StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;

        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, cancel);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Api.Refuse(new Problem("ingest.too-large"), StatusCodes.Status413PayloadTooLarge);
        }

        var bound = viewer.Merchant is { } merchant ? await db.Merchants.Where(m => m.Id == merchant).Select(m => m.Number).SingleAsync(cancel) : null;
        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        // A client that calls a list of lines "application/json" is understood too.
        var isArray = type == "application/json" && FirstOf(content.Span) == '[';
        var taken = await receive.Run(new(content, isArray, feed ?? FeedNames.Default, bound), cancel);
        if (!taken.IsOk) return Api.Refuse(taken.Problem, taken.Problem.Code == "ingest.too-many-rows" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        return Results.Json(Report(taken.Value, text), Api.Json);
    }

    private static byte FirstOf(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
            if (b > ' ' && b < 0x80) return b;
        return 0;
    }

    private static object Report(IngestReport report, IStringLocalizer<IngestText> text) => new
    {
        accepted = report.Accepted,
        duplicates = report.Duplicates,
        unassigned = report.Unassigned,
        rejected = report.Rejected.Select(r => new { line = r.Line, field = r.Field, code = r.Code, message = text["Row." + r.Code].Value }),
        unknown_fields = report.UnknownFields,
    };

    private static async Task<IResult> Search(
        FindTransactions find, FindTransaction one, string? terminal, string? at, string? minutes, string? amount, string? last4, string? outcome,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "event_id")] string? eventId, CancellationToken cancel)
    {
        if (eventId is not null)
        {
            var named = await one.ByEventId(eventId, cancel);
            return Results.Json(new { items = named.Select(f => TransactionJson.Of(f.Transaction, f.Terminal.TimeZone, ["event-id"])) }, Api.Json);
        }

        var found = await find.Run(new TransactionCriteria.Typed(terminal, at ?? (minutes is null ? null : "now"), amount, last4, minutes, outcome), cancel);
        if (found.Problems.Count > 0) return Api.Refuse(found.Problems[0], StatusCodes.Status400BadRequest);
        return Results.Json(new { items = found.Items.Select(item => TransactionJson.Of(item.Transaction, found.TerminalOf(item).TimeZone, item.Match)) }, Api.Json);
    }

    private static async Task<IResult> One(string id, FindTransaction find, CancellationToken cancel)
    {
        if (!long.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return Api.Refuse(Problem.NotFound);
        var found = await find.Run(new TransactionId(number), cancel);
        return found.IsOk ? Results.Json(TransactionJson.Of(found.Value.Transaction, found.Value.Terminal.TimeZone), Api.Json) : Api.Refuse(found.Problem);
    }
}

/// <summary>A transaction in the feed's own field names, with its id, the outcome as it stands now and when it was received; times with the store's offset.</summary>
public static class TransactionJson
{
    /// <param name="match">Why it was found; left out where it was asked for by its id.</param>
    public static IDictionary<string, object> Of(Transaction row, string timeZone, IReadOnlyList<string>? match = null)
    {
        var zone = Times.Zone(timeZone);
        var json = new Dictionary<string, object>();
        Put("id", row.Id.ToString());
        Put("feed", row.Feed);
        Put("event_id", row.EventId);
        Put("merchant_id", row.MerchantNumber);
        Put("terminal_id", row.TerminalNumber);
        Put("occurred_at", Time(row.OccurredAt));
        Put("received_at", Time(row.ReceivedAt));
        Put("type", row.Type.Word());
        Put("outcome", row.Outcome.Word());
        Put("amount", row.Amount?.ToDecimalString());
        Put("currency", row.Amount?.Currency);
        Put("response_code", row.ResponseCode);
        Put("scheme", row.Scheme);
        Put("advice_code", row.AdviceCode);
        Put("entry_mode", row.EntryMode);
        Put("card", row.CardLast4 is null ? null : row.CardFirst6 + "******" + row.CardLast4);
        Put("card_token", row.CardToken);
        Put("chip_condition", row.ChipCondition);
        Put("service_code", row.ServiceCode);
        Put("code_source", row.CodeSource?.Word());
        Put("unsent_count", row.UnsentCount);
        Put("stan", row.Stan);
        Put("rrn", row.Rrn);
        Put("auth_code", row.AuthCode);
        Put("batch", row.Batch);
        Put("original_event_id", row.OriginalEventId);
        Put("reversed_by", row.ReversedBy?.ToString());
        Put("issuer", row.Issuer);
        Put("host_text", row.HostText);
        Put("terminal", row.Terminal is { } state ? Terminal(state) : null);
        Put("match", match);
        return json;

        void Put(string name, object? value)
        {
            if (value is not null) json[name] = value;
        }

        string Time(DateTimeOffset instant) => Rfc3339.Write(TimeZoneInfo.ConvertTime(instant, zone));

        Dictionary<string, object> Terminal(TerminalState state)
        {
            var parts = new (string Name, object? Value)[]
            {
                ("serial", state.Serial), ("model", state.Model), ("firmware", state.Firmware), ("network", state.Network?.Word()), ("signal", state.Signal),
                ("signed_on_at", state.SignedOnAt is { } on ? Time(on) : null), ("certificate_expires", state.CertificateExpires is { } ends ? Time(ends) : null), ("location_ok", state.LocationOk),
            };
            return parts.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!);
        }
    }
}
