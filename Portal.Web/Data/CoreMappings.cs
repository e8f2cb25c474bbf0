using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Merchants;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;

namespace Portal.Web.Data;

internal sealed class MerchantMapping : IEntityTypeConfiguration<Merchant>
{
    public void Configure(EntityTypeBuilder<Merchant> merchant)
    {
        merchant.ToTable("merchants");
        merchant.HasIndex(m => m.Number).IsUnique();
    }
}

internal sealed class StoreMapping : IEntityTypeConfiguration<Store>
{
    public void Configure(EntityTypeBuilder<Store> store)
    {
        store.ToTable("stores");
        store.HasOne<Merchant>().WithMany().HasForeignKey(s => s.MerchantId);
        store.HasIndex(s => new { s.MerchantId, s.Number }).IsUnique();
    }
}

internal sealed class TerminalMapping : IEntityTypeConfiguration<Terminal>
{
    public void Configure(EntityTypeBuilder<Terminal> terminal)
    {
        terminal.ToTable("terminals");
        terminal.HasOne<Merchant>().WithMany().HasForeignKey(t => t.MerchantId);
        terminal.HasOne<Store>().WithMany().HasForeignKey(t => t.StoreId);
        terminal.HasIndex(t => new { t.MerchantId, t.Number }).IsUnique();
        terminal.HasIndex(t => t.Number);
    }
}

internal sealed class StoredEventMapping : IEntityTypeConfiguration<StoredEvent>
{
    public void Configure(EntityTypeBuilder<StoredEvent> stored)
    {
        stored.ToTable("events");
        stored.HasKey(e => e.Id);
        stored.Property(e => e.Way).HasConversion<string>();
        stored.HasIndex(e => e.Subject);
        stored.HasIndex(e => e.At);
    }
}

internal sealed class PortalUserMapping : IEntityTypeConfiguration<PortalUser>
{
    public void Configure(EntityTypeBuilder<PortalUser> user)
    {
        user.ToTable("users");
        user.Property(u => u.Role).HasConversion<string>();
        user.HasMany(u => u.Stores).WithOne().HasForeignKey(s => s.UserId);
        user.HasIndex(u => u.MerchantId);
        user.Ignore(u => u.IsActive);
    }
}

internal sealed class PortalUserStoreMapping : IEntityTypeConfiguration<PortalUserStore>
{
    public void Configure(EntityTypeBuilder<PortalUserStore> store)
    {
        store.ToTable("user_stores");
        store.HasKey(s => new { s.UserId, s.StoreId });
    }
}

/// <summary>As Identity's schema version 3 has it. Contexts here are opened without the services in which Identity looks for that version, so it is said by hand.</summary>
internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey)
    {
        passkey.ToTable("user_passkeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey.OwnsOne(p => p.Data).ToJson();
        passkey.HasOne<PortalUser>().WithMany().HasForeignKey(p => p.UserId);
    }
}
