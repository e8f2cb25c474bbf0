using Portal.Domain.Common;

namespace Portal.Domain.People;

/// <summary>
/// A link that lets one person set a password and in: the first one, or a new one for somebody who has no mail address to be sent a reset to.
/// Works once and for a while; only a hash of its token is kept. Of several for one person the newest alone works.
/// </summary>
public sealed class Invitation : Entity
{
    private Invitation() { }

    /// <param name="tokenHash">SHA-256 of the token, lower-case hex.</param>
    public Invitation(Guid id, Invited invited, string tokenHash, UserId? by, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        (Id, Person, TokenHash, MadeBy, MadeAt, ExpiresAt) = (id, invited.Person, tokenHash, by, now, expiresAt);
        Raise(new PersonInvited(invited.Person, invited.Merchant, invited.Role, id));
    }

    public Guid Id { get; private init; }
    public UserId Person { get; private init; }
    public string TokenHash { get; private init; } = "";

    /// <summary>Null: the command line.</summary>
    public UserId? MadeBy { get; private init; }

    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? TakenAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => TakenAt is null && CancelledAt is null && now < ExpiresAt;

    /// <summary>Of many who try at once the one whose save is first has it: the version decides.</summary>
    public Result Take(MerchantId? merchant, DateTimeOffset now)
    {
        if (!IsOpen(now)) return PeopleProblems.LinkSpent;
        TakenAt = now;
        Raise(new InvitationTaken(Person, merchant, Id));
        return Result.Ok;
    }

    /// <summary>Again, or after it was taken, is no harm.</summary>
    public void Cancel(MerchantId? merchant, DateTimeOffset now)
    {
        if (TakenAt is not null || CancelledAt is not null) return;
        CancelledAt = now;
        Raise(new InvitationCancelled(Person, merchant, Id));
    }
}

/// <summary>Whom an invitation is for.</summary>
/// <param name="Merchant">Null for the acquirer's staff.</param>
public sealed record Invited(UserId Person, MerchantId? Merchant, string Role);
