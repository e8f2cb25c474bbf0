using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

public enum MoneyMoved { Yes, No, Unknown }

/// <summary>
/// What to do now, before any reason: did money move, may it be tried again. Speaks of the sale (same terminal and amount, and the same card
/// where both rows carry a token or last four), not of the row.
/// </summary>
/// <param name="Because">Why, as a text key: one of <see cref="Verdict.Reasons"/></param>
/// <param name="About">The other transaction the reason speaks of (the later approval, the reversal), where there is one.</param>
/// <param name="SettlesAt">When an unknown outcome may be taken as settled (feed-delay setting), where that applies.</param>
public sealed record Verdict(MoneyMoved MoneyMoved, Retry Retry, string Because, Transaction? About = null, DateTimeOffset? SettlesAt = null)
{
    /// <summary>Every value of <see cref="Because"/>: the text keys a page needs.</summary>
    public static readonly IReadOnlyList<string> Reasons =
    [
        "approved", "approved-earlier", "approved-later", "declined", "no-answer", "never-answered", "reversing", "reversed", "voided", "refunded",
        "stored-on-terminal", "no-money", "not-sent",
    ];

    /// <summary>Nothing may end in another attempt now: money may have moved, or has.</summary>
    public bool ForbidsTrying => MoneyMoved != MoneyMoved.No || Retry is Retry.CheckFirst or Retry.NotNeeded;
}
