using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Audit;

namespace Portal.Web.Data.Audit;

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<AuditStub>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit").HasKey(e => e.Number);
        entry.Property(e => e.Number).ValueGeneratedNever();
        entry.HasIndex(e => e.EventId).IsUnique();
        entry.HasIndex(e => new { e.MerchantId, e.Number });
        entry.HasIndex(e => new { e.Actor, e.Number });
        entry.HasIndex(e => e.Subject);
        entry.HasIndex(e => e.At);
    }

    public void Configure(EntityTypeBuilder<AuditHead> head)
    {
        head.ToTable("audit_head").HasKey(h => h.Id);
        head.Property(h => h.Id).ValueGeneratedNever();
        head.Ignore(h => h.Sealed).Ignore(h => h.Text);
    }

    public void Configure(EntityTypeBuilder<AuditStub> stub)
    {
        stub.ToTable("audit_stubs").HasKey(s => s.Number);
        stub.Property(s => s.Number).ValueGeneratedNever();
        stub.Ignore(s => s.Sealed);
    }
}
