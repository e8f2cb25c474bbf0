using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

public enum MoneyMoved { Yes, No, Unknown }

/// <summary>
/// What to do now, before any reason: did money move, may it be tried again. Speaks of the sale (same terminal and amount, and the same card
/// where both rows carry a token or last four), not of the row.
/// </summary>
/// <param name="Because">Why, as a text key: "declined", "approved-later", "no-answer", "reversing", "stored-on-terminal", "reversed", …</param>
/// <param name="About">The other transaction the reason speaks of (the later approval, the reversal), where there is one.</param>
/// <param name="SettlesAt">When an unknown outcome may be taken as settled (feed-delay setting), where that applies.</param>
public sealed record Verdict(MoneyMoved MoneyMoved, Retry Retry, string Because, Transaction? About = null, DateTimeOffset? SettlesAt = null);

/// <summary>Where the fault sits.</summary>
public enum Scope { Unknown, Card, Terminal, Line, MerchantAccount, BankWide }
