using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Diagnosis;

/// <summary>GET /api/v1/transactions/{id}/diagnosis, as contracts.md fixes it.</summary>
internal static class DiagnosisApi
{
    public static void MapDiagnosis(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/transactions/{id}/diagnosis", async (string id, Diagnose diagnose, DiagnosisTexts texts, CancellationToken cancel) =>
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Api.Refuse(Problem.NotFound);
            var found = await diagnose.Run(new TransactionId(number), cancel);
            return found.IsOk ? Results.Json(Answer(found.Value!, texts), Api.Json) : Api.Refuse(found.Problem!);
        }).RequireScope(ApiScopes.TransactionsRead);

    private static DiagnosisAnswer Answer(DiagnosedCase found, DiagnosisTexts texts)
    {
        var (file, diagnosed) = (found.File, found.Diagnosed);
        var reason = texts.Reason(diagnosed);
        return new(
            VerdictAnswer.Of(diagnosed.Verdict),
            Kebab.Of(diagnosed.Scope),
            new(file.Transaction.Scheme, file.Transaction.ResponseCode, texts.CodeTitle(file), reason.Text, Kebab.Of(diagnosed.WhoActs), Kebab.Of(diagnosed.Group)),
            texts.CustomerLine(file, diagnosed.Verdict) ?? "",
            [.. diagnosed.Evidence.Select(fact =>
            {
                var (strengthens, weakens) = diagnosed.EffectOf(fact);
                return new EvidenceAnswer(fact.Key, texts.Of(fact), fact.Source, Times.Machine(fact.At, file.TimeZone), strengthens, weakens);
            })],
            [.. diagnosed.Causes.Select(b => new CauseAnswer(b.Cause!.Id, b.Cause.Title.In(Languages.Current), Math.Round(b.Probability, 4)))],
            diagnosed.Playbook.Version);
    }

    private sealed record DiagnosisAnswer(
        VerdictAnswer Verdict, string Scope, ReasonAnswer Reason, string CustomerLine, IReadOnlyList<EvidenceAnswer> Evidence,
        IReadOnlyList<CauseAnswer> Causes, int PlaybookVersion);

    private sealed record ReasonAnswer(string? Scheme, string? Code, string Title, string Text, string WhoActs, string Group);

    private sealed record EvidenceAnswer(string Key, string Text, string Source, string At, IReadOnlyList<string> Strengthens, IReadOnlyList<string> Weakens);

    private sealed record CauseAnswer(string Id, string Title, double Probability);
}

/// <summary>A verdict in the words of the API.</summary>
public sealed record VerdictAnswer(string MoneyMoved, string Retry)
{
    public static VerdictAnswer Of(Verdict verdict) => new(Kebab.Of(verdict.MoneyMoved), Kebab.Of(verdict.Retry));
}
