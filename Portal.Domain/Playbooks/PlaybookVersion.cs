using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

/// <summary>What was wrong in earlier versions, so wrong that whoever is on it now must hear of it.</summary>
/// <param name="Affects">Ids of the causes, checks and fixes it is about, of this version or the one before.</param>
/// <param name="Sentence">What a person at the counter reads at such a step.</param>
public sealed record UrgentCorrection(IReadOnlyList<string> Affects, LocalizedText Sentence)
{
    public const int SentenceLength = 300;

    /// <summary>Whether it is about any of these ids.</summary>
    public bool IsAbout(IEnumerable<string> ids) => ids.Any(Affects.Contains);
}

/// <summary>A published playbook as it is kept: never changed, because sessions are pinned to it.</summary>
public sealed class PlaybookVersion : Entity
{
    private PlaybookVersion() { }

    public PlaybookVersion(Guid id, string playbookId, int number, string content, UserId? by, DateTimeOffset now)
        : this(id, playbookId, number, content, null, by, now)
    {
    }

    private PlaybookVersion(Guid id, string playbookId, int number, string content, UrgentCorrection? urgent, UserId? by, DateTimeOffset now)
    {
        (Id, PlaybookId, Number, Content, PublishedBy, PublishedAt) = (id, playbookId, number, content, by, now);
        if (urgent is not null) (UrgentAffects, UrgentSentence) = (string.Join(' ', urgent.Affects), urgent.Sentence);
        Raise(new PlaybookPublished(playbookId, number, urgent is not null));
    }

    public Guid Id { get; private init; }

    /// <summary>"starter", or what a trainer named it.</summary>
    public string PlaybookId { get; private init; } = "";

    /// <summary>Rises by one over all playbooks; the highest is the one in use.</summary>
    public int Number { get; private init; }

    /// <summary>Causes, checks, fixes and symptoms as text (JSON).</summary>
    public string Content { get; private init; } = "";

    /// <summary>Ids with a blank between them; null where nothing is urgent.</summary>
    public string? UrgentAffects { get; private init; }

    public LocalizedText? UrgentSentence { get; private init; }

    public UserId? PublishedBy { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public UrgentCorrection? Urgent => UrgentAffects is { } ids && UrgentSentence is { } sentence ? new(ids.Split(' '), sentence) : null;

    /// <summary>Publishes a playbook that keeps the rules. Whoever is on an earlier version stays there; an urgent correction is shown to them.</summary>
    /// <param name="content">The playbook as text.</param>
    /// <param name="before">The version in use until now; null where there is none.</param>
    /// <returns>The first problem of <see cref="PlaybookRules"/>; "playbook.correction-affects", "playbook.correction-sentence".</returns>
    public static Result<PlaybookVersion> Publish(
        Guid id, Playbook playbook, string content, Playbook? before, UrgentCorrection? urgent, Func<string, bool>? isKnownCode, UserId? by, DateTimeOffset now)
    {
        if (PlaybookRules.Problems(playbook, isKnownCode) is [var first, ..]) return first;
        if (urgent is not null)
        {
            var known = Ids(playbook).Concat(before is null ? [] : Ids(before)).ToHashSet(StringComparer.Ordinal);
            if (urgent.Affects.Count == 0 || urgent.Affects.FirstOrDefault(a => !known.Contains(a)) is not null)
                return new Problem("playbook.correction-affects", urgent.Affects.FirstOrDefault(a => !known.Contains(a)) ?? "");
            if (!IsSentence(urgent.Sentence.Zh) || !IsSentence(urgent.Sentence.En)) return new Problem("playbook.correction-sentence", UrgentCorrection.SentenceLength);
        }

        return new PlaybookVersion(id, playbook.Id, (before?.Version ?? 0) + 1, content, urgent, by, now);
    }

    private static IEnumerable<string> Ids(Playbook playbook) =>
        playbook.Causes.Select(c => c.Id).Concat(playbook.Checks.Select(c => c.Id)).Concat(playbook.Fixes.Select(f => f.Id));

    private static bool IsSentence(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= UrgentCorrection.SentenceLength;
}

public sealed record PlaybookPublished(string Playbook, int Number, bool Urgent = false) : PortalEvent
{
    public override string Subject => $"playbook/{Playbook}";
}
