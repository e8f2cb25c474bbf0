using Portal.Domain.Common;

namespace Portal.Domain.Troubleshooting;

/// <summary>One answer, exactly as given. It is never changed or removed; what replaces it or makes it pointless marks it superseded.</summary>
public sealed class SessionAnswer : IBelongsToMerchant
{
    private SessionAnswer() { }

    internal SessionAnswer(Guid id, TroubleshootingSession session, int position, Step step, string option, UserId? by, DateTimeOffset now)
    {
        Id = id;
        SessionId = session.Id;
        MerchantId = session.MerchantId;
        PlaybookVersion = session.PlaybookVersion;
        (Position, StepId, Kind, Option, By, At) = (position, step.Id, step.Kind, option, by, now);
    }

    public Guid Id { get; private init; }
    public SessionId SessionId { get; private init; }
    public MerchantId MerchantId { get; private init; }

    /// <summary>Place in the walk, from 0; an answer that changes an earlier one takes its place.</summary>
    public int Position { get; private init; }

    /// <summary>Under which it was asked: its words are looked up there, also where a later version has the step no more.</summary>
    public int PlaybookVersion { get; private init; }

    public string StepId { get; private init; } = "";
    public StepKind Kind { get; private init; }
    public string Option { get; private init; } = "";

    /// <summary>Null where a program answered through the API.</summary>
    public UserId? By { get; private init; }

    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? SupersededAt { get; private set; }

    public bool Counts => SupersededAt is null;

    internal void Supersede(DateTimeOffset now) => SupersededAt ??= now;
}
