using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Web.Features.Guidance;

internal sealed class StoredGuideMapping : IEntityTypeConfiguration<StoredGuide>
{
    public void Configure(EntityTypeBuilder<StoredGuide> guide)
    {
        guide.ToTable("guides");
        guide.Property(g => g.Id).ValueGeneratedNever();
        guide.HasIndex(g => g.Slug).IsUnique();
    }
}
