namespace Portal.Domain.Audit;

/// <summary>What is wrong with the trail, and where first.</summary>
/// <param name="Number">The first entry that is wrong, or the one that is missing.</param>
/// <param name="At">Its time; of the last one before it, where it is missing.</param>
public sealed record AuditFault(long Number, DateTimeOffset? At, string What);

/// <summary>Walks the entries in order and says which is the first that is not as it was written.</summary>
public sealed class AuditChain(long number, string hash)
{
    private DateTimeOffset? at;

    /// <summary>The last entry walked over.</summary>
    public long Number { get; private set; } = number;

    public string Hash { get; private set; } = hash;

    /// <returns>Null: it follows the one before and is as it was written.</returns>
    public AuditFault? Follow(AuditEntry entry)
    {
        if (entry.Number > Number + 1) return Missing();
        if (entry.Number <= Number) return new(entry.Number, entry.At, "its number was there before");
        if (entry.Previous != Hash) return new(entry.Number, entry.At, "it does not follow the entry before it");
        if (AuditHash.Of(entry) != entry.Hash) return new(entry.Number, entry.At, "it was changed after it was written");
        if (!Holds(entry.Name, entry.NameSalt, entry.NameHash)) return new(entry.Number, entry.At, "its name was changed after it was written");
        if (!Holds(entry.Address, entry.AddressSalt, entry.AddressHash)) return new(entry.Number, entry.At, "its address was changed after it was written");

        (Number, Hash, at) = (entry.Number, entry.Hash, entry.At);
        return null;
    }

    /// <summary>The next entry should be there and is not.</summary>
    public AuditFault Missing() => new(Number + 1, at, "it is missing");

    /// <summary>Emptied (erased, or past its time) is as good as unchanged.</summary>
    private static bool Holds(string? value, byte[]? salt, string hash) =>
        value is null ? salt is null : salt is not null && AuditHash.Of(value, salt) == hash;
}
