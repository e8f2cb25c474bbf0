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
}

public sealed class PortalUserStore
{
    public Guid UserId { get; set; }
    public StoreId StoreId { get; set; }
}
