namespace Portal.Domain.Playbooks;

/// <summary>The facts the portal finds by itself: the words a playbook may use. Fixed; a playbook that uses another is refused.</summary>
public static class EvidenceKeys
{
    public static readonly IReadOnlyList<string> All =
    [
        "other-cards-approved", "other-cards-same-code", "other-cards-failing", "no-other-traffic",
        "store-terminals-fine", "store-terminals-failing", "same-code-elsewhere", "no-answer-elsewhere", "usual-elsewhere", "too-little-elsewhere",
        "one-issuer", "many-issuers",
        "chip-card-swiped", "chip-read-failed", "swiped", "inserted", "manual-entry", "contactless", "contactless-over-limit", "over-terminal-limit", "over-merchant-limit",
        "foreign-card", "foreign-not-enabled", "only-foreign-failing", "contactless-not-enabled",
        "terminal-not-registered", "terminal-not-signed-on", "signed-on-recently", "firmware-behind", "network-weak", "network-good", "network-2g",
        "certificate-expired", "location-off", "serial-differs",
        "later-approval", "earlier-approval", "reversed", "no-reversal-seen", "unsent-payments", "repeated-wrong-pin", "retry-chain", "previous-unsettled",
        "cut-over-time", "long-idle", "amount-odd", "refers-to-other-sale", "original-missing",
        "code-from-terminal", "code-from-issuer", "worked-yesterday", "line-silent",
    ];
}
