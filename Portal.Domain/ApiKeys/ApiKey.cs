using Portal.Domain.Common;

namespace Portal.Domain.ApiKeys;

/// <summary>Lets a program in. The key itself is shown once and never kept; what is kept is its hash.</summary>
public sealed class ApiKey : Entity
{
    private ApiKey() { }

    public ApiKey(Guid id, string name, string hash, IEnumerable<string> scopes, MerchantId? merchant, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        Hash = hash;
        Scopes = string.Join(' ', scopes.Distinct(StringComparer.Ordinal));
        BoundTo = merchant;
        ExpiresAt = expiresAt;
        CreatedAt = now;
        Raise(new ApiKeyAdded(id, name, Scopes, merchant));
    }

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of the key, hexadecimal. The key is 256 random bits, so a plain hash can't be searched.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>Separated by blanks.</summary>
    public string Scopes { get; private init; } = "";

    /// <summary>The one merchant it sees and feeds; null for all.</summary>
    public MerchantId? BoundTo { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ExpiresAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To a few minutes: it is written at most once in five.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool Works(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Raise(new ApiKeyRevoked(Id, Name));
    }
}

public sealed record ApiKeyAdded(Guid Id, string Name, string Scopes, MerchantId? BoundTo) : PortalEvent
{
    public override MerchantId? Merchant => BoundTo;
    public override string Subject => $"key/{Id}";
}

public sealed record ApiKeyRevoked(Guid Id, string Name) : PortalEvent
{
    public override string Subject => $"key/{Id}";
}
