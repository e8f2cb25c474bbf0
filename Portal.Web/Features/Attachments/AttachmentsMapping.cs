using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Attachments;

namespace Portal.Web.Features.Attachments;

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("attachments");
        attachment.Property(a => a.Id).HasConversion(new ValueConverter<AttachmentId, Guid>(i => i.Value, v => new AttachmentId(v))).ValueGeneratedNever();
        attachment.HasIndex(a => new { a.TicketId, a.MessageNo });
    }
}

internal sealed class ContentMapping : IEntityTypeConfiguration<Content>
{
    public void Configure(EntityTypeBuilder<Content> content)
    {
        content.ToTable("contents");
        content.HasKey(c => c.Hash);
    }
}

internal sealed class ContentPieceMapping : IEntityTypeConfiguration<ContentPiece>
{
    public void Configure(EntityTypeBuilder<ContentPiece> piece)
    {
        piece.ToTable("content_pieces");
        piece.HasKey(p => new { p.Hash, p.No });
        piece.HasOne<Content>().WithMany().HasForeignKey(p => p.Hash);
    }
}
