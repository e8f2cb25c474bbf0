using Portal.Domain.Common;

namespace Portal.Domain.Training;

/// <summary>A person confirmed having read one version of a lesson. Never changed, never taken back.</summary>
public sealed class Acknowledgement : Entity, IBelongsToMerchant
{
    private Acknowledgement() { }

    public Acknowledgement(Guid id, UserId person, MerchantId merchant, string slug, int lessonVersion, int? ticket, DateTimeOffset now)
    {
        (Id, Person, MerchantId, Slug, LessonVersion, TicketNumber, At) = (id, person, merchant, slug, lessonVersion, ticket, now);
        Raise(new LessonAcknowledged(person, merchant, slug, lessonVersion, ticket));
    }

    public Guid Id { get; private init; }
    public UserId Person { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public string Slug { get; private init; } = "";

    /// <summary>The version of the lesson that was read; a newer one asks again.</summary>
    public int LessonVersion { get; private init; }

    /// <summary>Number of the ticket it was read for, if one.</summary>
    public int? TicketNumber { get; private init; }

    public DateTimeOffset At { get; private init; }
}
