using Portal.Domain.Common;

namespace Portal.Domain.CustomerCards;

/// <summary>
/// One link that a shop handed to its customer: whoever has it reads, without signing in, what the customer may know of one transaction, as it stands
/// when it is opened. Only a hash of the link's token is kept.
/// </summary>
public sealed class CustomerCard : Entity, IBelongsToMerchant
{
    private CustomerCard() { }

    /// <param name="tokenHash">SHA-256 of the token, lower-case hex.</param>
    public CustomerCard(Guid id, MerchantId merchant, StoreId store, TransactionId transaction, string tokenHash, UserId? by, DateTimeOffset now)
    {
        (Id, MerchantId, StoreId, TransactionId, TokenHash) = (id, merchant, store, transaction, tokenHash);
        (MadeBy, MadeAt, ExpiresAt) = (by, now, now.AddDays(Limits.CustomerCardDays));
        Raise(new CustomerCardMade(merchant, transaction));
    }

    public Guid Id { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId StoreId { get; private init; }
    public TransactionId TransactionId { get; private init; }
    public string TokenHash { get; private init; } = "";
    public UserId? MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Again is no harm.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Raise(new CustomerCardRevoked(MerchantId, TransactionId));
    }
}

public sealed record CustomerCardMade(MerchantId MerchantId, TransactionId TransactionId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"transaction/{TransactionId}";
}

public sealed record CustomerCardRevoked(MerchantId MerchantId, TransactionId TransactionId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"transaction/{TransactionId}";
}
