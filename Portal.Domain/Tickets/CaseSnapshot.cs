using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>
/// The case as it stood when the ticket was opened, in words of both languages: later playbooks, codes and facts do not rewrite it.
/// Words such as "not-this-card" are those of the API.
/// </summary>
public sealed record CaseSnapshot
{
    public static readonly CaseSnapshot Nothing = new();

    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>IANA zone of the shop.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    public CaseVerdict? Verdict { get; init; }
    public CaseSale? Sale { get; init; }

    /// <summary>What the screen showed, where no record of the sale was found.</summary>
    public LocalizedText? Symptom { get; init; }

    /// <summary>Code and cause in plain words.</summary>
    public LocalizedText? Reason { get; init; }

    public IReadOnlyList<CaseFact> Facts { get; init; } = [];

    /// <summary>The terminal's hour before the sale, rising by time.</summary>
    public IReadOnlyList<CaseDot> Hour { get; init; } = [];

    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>Most probable first.</summary>
    public IReadOnlyList<CaseCause> Causes { get; init; } = [];

    public CaseTerminal? Terminal { get; init; }

    /// <summary>Slugs of the lessons of the likeliest causes.</summary>
    public IReadOnlyList<string> Lessons { get; init; } = [];

    public bool IsEmpty => Verdict is null && Sale is null && Symptom is null && Steps.Count == 0;
}

/// <param name="MoneyMoved">yes, no, unknown.</param>
/// <param name="Retry">now, after-fix, later, not-this-card, check-first, not-needed.</param>
public sealed record CaseVerdict(string MoneyMoved, string Retry);

/// <param name="Outcome">approved, declined, reversed, unknown.</param>
/// <param name="Amount">Plain decimal string; null where no money was asked for.</param>
public sealed record CaseSale(
    long? Id, DateTimeOffset At, string Outcome, string? Amount, string? Currency, string? Scheme, string? Code, string? CardLast4, string Terminal);

public sealed record CaseFact(string Key, LocalizedText Text, string Source, DateTimeOffset At);

/// <param name="Outcome">approved, declined, unknown.</param>
public sealed record CaseDot(DateTimeOffset At, string Outcome);

public sealed record CaseStep(LocalizedText Title, LocalizedText Answer, DateTimeOffset At);

/// <param name="Probability">0 to 1.</param>
public sealed record CaseCause(string Id, LocalizedText Title, double Probability);

public sealed record CaseTerminal(
    string Number, string? Model, string? Firmware, string? NewestFirmware, string? Network, int? Signal, DateTimeOffset? SignedOnAt,
    DateTimeOffset? LastApprovalAt, DateTimeOffset? CertificateExpires, int? UnsentCount);
