namespace Portal.Domain.Common;

// Ids that more than one feature needs. All are UUIDv7, made outside the domain and passed in.

public readonly record struct MerchantId(Guid Value)
{
    /// <summary>For the databases' "from … to": each sorts ids its own way, so nothing but "the same" and "all there are" may be asked with it.</summary>
    public int CompareTo(MerchantId other) => Value.CompareTo(other.Value);

    /// <summary>Before and after all others, in either database.</summary>
    public static readonly MerchantId First = new(Guid.Empty), Last = new(Guid.AllBitsSet);
}

public readonly record struct StoreId(Guid Value);
public readonly record struct TerminalId(Guid Value);
public readonly record struct UserId(Guid Value);
public readonly record struct SessionId(Guid Value);
public readonly record struct TicketId(Guid Value);
public readonly record struct LessonId(Guid Value);

/// <summary>One device on which somebody is signed in; not to be confused with a troubleshooting session.</summary>
public readonly record struct SignInId(Guid Value);

/// <summary>Rising 64-bit number of a transaction: the portal's own id, not the feed's.</summary>
public readonly record struct TransactionId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
