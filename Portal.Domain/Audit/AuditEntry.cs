using Portal.Domain.Common;

namespace Portal.Domain.Audit;

/// <summary>
/// One line of the audit trail: who did what to which thing, when, from where. Never changed once written, but for the two personal fields,
/// which may be emptied; their hashes stay, so the chain still holds.
/// </summary>
public sealed class AuditEntry : IMayBelongToMerchant
{
    /// <summary>Counts up from 1 without a gap.</summary>
    public long Number { get; init; }

    /// <summary>The row of the events table it was made from.</summary>
    public long EventId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name of the event type, "TicketResolved".</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public MerchantId? MerchantId { get; init; }

    /// <summary>The person who did it; null: the portal itself, or the program of <see cref="Key"/>.</summary>
    public UserId? Actor { get; init; }

    /// <summary>The API key that did it.</summary>
    public Guid? Key { get; init; }

    public string? Role { get; init; }

    /// <summary>"Web", "Api", "CommandLine", "Background".</summary>
    public required string Way { get; init; }

    public string? Session { get; init; }

    public string? Request { get; init; }

    /// <summary>The event's own properties as JSON, with what was before and after.</summary>
    public required string Details { get; init; }

    /// <summary>Name of the person or key at that moment; personal.</summary>
    public string? Name { get; private set; }

    public byte[]? NameSalt { get; private set; }

    /// <summary>Empty where there never was a name.</summary>
    public string NameHash { get; init; } = "";

    /// <summary>Where it came from; personal.</summary>
    public string? Address { get; private set; }

    public byte[]? AddressSalt { get; private set; }

    public string AddressHash { get; init; } = "";

    /// <summary>Hash of the entry before.</summary>
    public string Previous { get; private set; } = "";

    /// <summary>Hash of this entry and, through <see cref="Previous"/>, of all before it.</summary>
    public string Hash { get; private set; } = "";

    public static AuditEntry Of(long number, Recorded recorded, PersonalField name, PersonalField address, string previous)
    {
        var entry = new AuditEntry
        {
            Number = number,
            EventId = recorded.EventId,
            At = recorded.At,
            Kind = recorded.Kind,
            Subject = recorded.Subject,
            MerchantId = recorded.Merchant,
            Actor = recorded.Actor,
            Key = recorded.Key,
            Role = recorded.Role,
            Way = recorded.Way,
            Session = recorded.Session,
            Request = recorded.Request,
            Details = recorded.Details,
            Name = name.Value,
            NameSalt = name.Salt,
            NameHash = name.Hash,
            Address = address.Value,
            AddressSalt = address.Salt,
            AddressHash = address.Hash,
            Previous = previous,
        };
        entry.Hash = AuditHash.Of(entry);
        return entry;
    }
}

/// <summary>What an entry is made from.</summary>
public sealed record Recorded(
    long EventId, DateTimeOffset At, string Kind, string Subject, MerchantId? Merchant, UserId? Actor, Guid? Key, string? Role, string Way,
    string? Session, string? Request, string Details);

/// <summary>Something personal and its salted hash: without the salt, which goes with the value, nobody can guess the value from the hash.</summary>
public readonly record struct PersonalField(string? Value, byte[]? Salt, string Hash)
{
    /// <param name="salt">Random; not used where there is no value.</param>
    public static PersonalField Of(string? value, byte[] salt) => value is null ? new(null, null, "") : new(value, salt, AuditHash.Of(value, salt));
}
