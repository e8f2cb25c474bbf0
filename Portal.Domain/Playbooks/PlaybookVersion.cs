using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

/// <summary>A published playbook as it is kept: never changed, because sessions are pinned to it.</summary>
public sealed class PlaybookVersion : Entity
{
    private PlaybookVersion() { }

    public PlaybookVersion(Guid id, string playbookId, int number, string content, UserId? by, DateTimeOffset now)
    {
        (Id, PlaybookId, Number, Content, PublishedBy, PublishedAt) = (id, playbookId, number, content, by, now);
        Raise(new PlaybookPublished(playbookId, number));
    }

    public Guid Id { get; private init; }

    /// <summary>"starter", or what a trainer named it.</summary>
    public string PlaybookId { get; private init; } = "";

    /// <summary>Rises by one over all playbooks; the highest is the one in use.</summary>
    public int Number { get; private init; }

    /// <summary>Causes, checks, fixes and symptoms as text (JSON).</summary>
    public string Content { get; private init; } = "";

    public UserId? PublishedBy { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }
}

public sealed record PlaybookPublished(string Playbook, int Number) : PortalEvent
{
    public override string Subject => $"playbook/{Playbook}";
}
