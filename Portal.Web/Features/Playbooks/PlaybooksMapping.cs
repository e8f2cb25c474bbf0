using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Playbooks;

namespace Portal.Web.Features.Playbooks;

internal sealed class PlaybookVersionMapping : IEntityTypeConfiguration<PlaybookVersion>
{
    public void Configure(EntityTypeBuilder<PlaybookVersion> version)
    {
        version.ToTable("playbook_versions");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.HasIndex(v => v.Number).IsUnique();
        version.Ignore(v => v.Urgent);
    }
}

internal sealed class StoredResponseCodeMapping : IEntityTypeConfiguration<StoredResponseCode>
{
    public void Configure(EntityTypeBuilder<StoredResponseCode> code)
    {
        code.ToTable("response_codes");
        code.Property(c => c.Id).ValueGeneratedNever();
        code.HasIndex(c => new { c.Scheme, c.Code, c.IsOverride }).IsUnique();
    }
}
