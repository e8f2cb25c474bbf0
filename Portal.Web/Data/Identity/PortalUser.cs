using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Identity;

/// <summary>A person who signs in. Merchant people carry their merchant; a cashier also the stores given to them.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public string Name { get; set; } = "";
    public Role Role { get; set; }
    public MerchantId? MerchantId { get; set; }
    public List<PortalUserStore> Stores { get; set; } = [];

    /// <summary>"zh-CN" or "en"; null: as the browser asks.</summary>
    public string? Culture { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Gone: no address, no password, no way in. The row stays, since what they wrote names it.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Forgotten (PIPL art. 47): the row is an id, a role and a pseudonym, since what they wrote names it.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>Shut out by an administrator, for now.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whoever is not gets in by no way there is.</summary>
    public bool IsActive => RemovedAt is null && DisabledAt is null;
}

public sealed class PortalUserStore
{
    public Guid UserId { get; set; }
    public StoreId StoreId { get; set; }
}
