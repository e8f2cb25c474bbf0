using System.Globalization;

namespace Portal.Domain.Audit;

/// <summary>Something sealed with the key of the installation, which lies outside the database.</summary>
public interface ISealed
{
    /// <summary>Which key made <see cref="Seal"/>.</summary>
    string KeyId { get; }

    string Seal { get; }

    /// <summary>What the seal is over.</summary>
    string Sealed { get; }
}

/// <summary>Where the trail ends: written anew in the same transaction as the entries, so an entry cut off or added at the end shows.</summary>
public sealed class AuditHead : ISealed
{
    public int Id { get; init; } = 1;

    /// <summary>Number and hash of the last entry.</summary>
    public long Number { get; private set; }

    public string Hash { get; private set; } = AuditHash.Beginning;

    /// <summary>Every event up to this one is in the trail.</summary>
    public long EventsUpTo { get; private set; }

    public DateTimeOffset At { get; private set; }
    public string KeyId { get; private set; } = "";
    public string Seal { get; private set; } = "";

    public string Sealed => string.Create(CultureInfo.InvariantCulture, $"head {Number} {Hash} {EventsUpTo} {At.ToUnixTimeMilliseconds()}");

    /// <summary>As people note it down: "1042:3f…".</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    public void Move(long number, string hash, long eventsUpTo, DateTimeOffset now, Func<string, (string KeyId, string Seal)> seal)
    {
        (Number, Hash, EventsUpTo, At) = (number, hash, eventsUpTo, now);
        (KeyId, Seal) = seal(Sealed);
    }
}

/// <summary>Stands for the entries that retention took away at the old end.</summary>
public sealed class AuditStub : ISealed
{
    private AuditStub() { }

    public AuditStub(long number, string hash, long entries, DateTimeOffset before, DateTimeOffset now, Func<string, (string KeyId, string Seal)> seal)
    {
        (Number, Hash, Entries, Before, At) = (number, hash, entries, before, now);
        (KeyId, Seal) = seal(Sealed);
    }

    /// <summary>Number and hash of the last entry taken away.</summary>
    public long Number { get; private init; }

    public string Hash { get; private init; } = "";

    /// <summary>How many went this time.</summary>
    public long Entries { get; private init; }

    /// <summary>Everything older than this went.</summary>
    public DateTimeOffset Before { get; private init; }

    public DateTimeOffset At { get; private init; }
    public string KeyId { get; private init; } = "";
    public string Seal { get; private init; } = "";

    public string Sealed => string.Create(
        CultureInfo.InvariantCulture, $"stub {Number} {Hash} {Entries} {Before.ToUnixTimeMilliseconds()} {At.ToUnixTimeMilliseconds()}");
}
