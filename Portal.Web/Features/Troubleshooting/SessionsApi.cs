using System.Globalization;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Api;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Sessions and symptoms over HTTP, as contracts.md fixes them.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireScope(ApiScopes.SessionsWrite);

        api.MapGet("/symptoms", async (Knowledge knowledge, CancellationToken cancel) =>
            Results.Json(new { Items = (await knowledge.Playbook(cancel))?.Symptoms.Select(SymptomState.Of) ?? [] }, Api.Json));

        api.MapPost("/sessions", async (HttpContext http, StartSession start, CancellationToken cancel) =>
        {
            if (await Api.Read<StartBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            var transaction = Text(body.TransactionId);
            if (transaction is not null && !long.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return Api.Refuse(Problem.NotFound);

            var at = body.At is null ? null : Rfc3339.Parse(body.At);
            var amount = decimal.TryParse(Text(body.Amount), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var told) ? told : (decimal?)null;
            if (body.At is not null && at is null || body.Amount is not null && amount is null) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            var started = await start.Run(new(
                transaction is null ? null : new TransactionId(long.Parse(transaction, CultureInfo.InvariantCulture)), Text(body.TerminalId), body.Symptom, at, amount), cancel);
            if (!started.IsOk) return Api.Refuse(started.Problem!);

            var session = started.Value!.Session;
            http.Response.Headers.Location = $"/api/v1/sessions/{session.Id.Value}";
            return Results.Json(new StartedState(session.Id.Value, session.ResumeCode, StepState.Of(started.Value.Step, started.Value)), Api.Json, statusCode: StatusCodes.Status201Created);
        });

        api.MapGet("/sessions/{id}", async (string id, ViewSession view, DiagnosisTexts texts, CancellationToken cancel) =>
            Guid.TryParse(id, out var session) ? Answer(await view.Run(new SessionId(session), cancel), texts) : Api.Refuse(Problem.NotFound));

        api.MapPost("/sessions/{id}/answers", async (string id, HttpContext http, AnswerStep answer, DiagnosisTexts texts, CancellationToken cancel) =>
        {
            if (!Guid.TryParse(id, out var session)) return Api.Refuse(Problem.NotFound);
            if (await Api.Read<AnswerBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            return Answer(await answer.Run(new(new SessionId(session), body.StepId ?? "", body.Answer ?? ""), cancel), texts);
        });

        MapDeeds(api);
    }

    /// <summary>What a person or program may do beside answering: bear out or doubt "works again", take a correction, say which record it is.</summary>
    private static void MapDeeds(IEndpointRouteBuilder api)
    {
        api.MapPost("/sessions/{id}/works", async (string id, HttpContext http, JudgeSession judge, DiagnosisTexts texts, CancellationToken cancel) =>
        {
            if (!Guid.TryParse(id, out var session)) return Api.Refuse(Problem.NotFound);
            if (await Api.Read<WorksBody>(http) is not { Works: { } works }) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            return Answer(await judge.Run(new SessionId(session), works, cancel), texts);
        });

        api.MapPost("/sessions/{id}/move", async (string id, MoveSession move, DiagnosisTexts texts, CancellationToken cancel) =>
            Guid.TryParse(id, out var session) ? Answer(await move.Run(new SessionId(session), cancel), texts) : Api.Refuse(Problem.NotFound));

        api.MapPost("/sessions/{id}/record", async (string id, HttpContext http, ChooseRecord choose, DiagnosisTexts texts, CancellationToken cancel) =>
        {
            if (!Guid.TryParse(id, out var session)) return Api.Refuse(Problem.NotFound);
            if (await Api.Read<RecordBody>(http) is not { } body) return Api.Refuse(ApiProblems.BodyUnreadable, StatusCodes.Status400BadRequest);
            var record = long.TryParse(Text(body.TransactionId), NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? new TransactionId(chosen) : (TransactionId?)null;
            return Answer(await choose.Run(new SessionId(session), record, cancel), texts);
        });
    }

    private static IResult Answer(Result<SessionView> view, DiagnosisTexts texts) =>
        view.IsOk ? Results.Json(SessionState.Of(view.Value!, texts), Api.Json) : Api.Refuse(view.Problem!);

    /// <summary>Ids are strings; a number is taken as well.</summary>
    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String or JsonValueKind.Number } given ? given.ToString() : null;

    private sealed record StartBody(JsonElement? TransactionId, JsonElement? TerminalId, string? Symptom, string? At, JsonElement? Amount);

    private sealed record WorksBody(bool? Works);

    /// <param name="TransactionId">Null: the record that was found is another sale.</param>
    private sealed record RecordBody(JsonElement? TransactionId);

    private sealed record AnswerBody(string? StepId, string? Answer);
}
