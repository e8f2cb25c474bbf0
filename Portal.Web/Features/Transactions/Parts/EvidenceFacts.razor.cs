using Microsoft.AspNetCore.Components;
using Portal.Domain.Diagnosis;
using Portal.Web.Features.Diagnosis;

namespace Portal.Web.Features.Transactions.Parts;

public partial class EvidenceFacts
{
    private const int Most = 4;

    private static readonly HashSet<string> Traffic =
        ["other-cards-approved", "other-cards-same-code", "other-cards-failing", "no-other-traffic", "line-silent", "later-approval", "earlier-approval"];

    /// <summary>Only worth a line where the likeliest cause speaks of them.</summary>
    private static readonly HashSet<string> Faint =
        ["contactless", "code-from-issuer", "signed-on-recently", "network-good", "worked-yesterday", "cut-over-time", "foreign-card", "store-terminals-fine", "network-2g", "swiped", "inserted", "usual-elsewhere", "too-little-elsewhere"];

    private static readonly HashSet<string> Good =
        ["other-cards-approved", "store-terminals-fine", "network-good", "signed-on-recently", "worked-yesterday", "reversed", "later-approval", "earlier-approval"];

    private static readonly HashSet<string> Watch =
        ["no-reversal-seen", "unsent-payments", "retry-chain", "line-silent", "network-weak", "other-cards-same-code", "other-cards-failing", "store-terminals-failing", "repeated-wrong-pin", "previous-unsettled"];

    [Parameter, EditorRequired]
    public DiagnosedCase Case { get; set; } = default!;

    private Evidence? first;
    private List<Evidence> shown = [], rest = [];

    protected override void OnParametersSet()
    {
        var telling = Case.Diagnosed.Evidence.Where(IsTelling).ToList();
        shown = [.. telling.Take(Most)];
        rest = [.. telling.Skip(Most), .. Case.Diagnosed.Evidence.Where(f => !telling.Contains(f))];
        first = shown.Find(f => Traffic.Contains(f.Key));
    }

    // Who gave the answer is said in the sentence above.
    private bool IsTelling(Evidence fact) => fact.Key is not ("code-from-issuer" or "code-from-terminal") &&
        (!Faint.Contains(fact.Key) || !Case.Verdict.ForbidsTrying && Case.Diagnosed.Top?.Evidence.Any(e => e.Key == fact.Key) == true);

    private static string? Tone(Evidence fact) => Good.Contains(fact.Key) ? "go" : Watch.Contains(fact.Key) ? "wait" : null;

    private static string Sign(Evidence fact) => fact.Key switch
    {
        _ when Good.Contains(fact.Key) => "check",
        "network-weak" or "network-2g" => "signal",
        "contactless" or "contactless-over-limit" or "contactless-not-enabled" => "contactless",
        "chip-card-swiped" or "manual-entry" or "chip-read-failed" or "swiped" or "inserted" or "foreign-card" or "foreign-not-enabled" or "only-foreign-failing" => "chip",
        "same-code-elsewhere" or "no-answer-elsewhere" or "usual-elsewhere" or "one-issuer" or "many-issuers" or "code-from-issuer" => "bank",
        "no-other-traffic" or "code-from-terminal" or "serial-differs" or "location-off" or "terminal-not-registered" => "terminal",
        "no-reversal-seen" or "cut-over-time" or "long-idle" => "clock",
        _ when Watch.Contains(fact.Key) => "warn",
        _ => "info",
    };
}
