using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Merchants;
using Portal.Domain.Training;

namespace Portal.Web.Features.Training;

internal sealed class StoredLessonMapping : IEntityTypeConfiguration<StoredLesson>
{
    public void Configure(EntityTypeBuilder<StoredLesson> lesson)
    {
        lesson.ToTable("lessons");
        lesson.Property(l => l.Id).ValueGeneratedNever();
        lesson.HasIndex(l => new { l.Slug, l.Number }).IsUnique();
    }
}

internal sealed class LessonAssignmentMapping : IEntityTypeConfiguration<LessonAssignment>
{
    public void Configure(EntityTypeBuilder<LessonAssignment> assignment)
    {
        assignment.ToTable("lesson_assignments");
        assignment.Property(a => a.Id).ValueGeneratedNever();
        assignment.HasOne<Merchant>().WithMany().HasForeignKey(a => a.MerchantId);
        assignment.HasIndex(a => new { a.TicketNumber, a.Slug }).IsUnique();
        assignment.HasIndex(a => a.MerchantId);
    }
}

internal sealed class AcknowledgementMapping : IEntityTypeConfiguration<Acknowledgement>
{
    public void Configure(EntityTypeBuilder<Acknowledgement> acknowledgement)
    {
        acknowledgement.ToTable("acknowledgements");
        acknowledgement.Property(a => a.Id).ValueGeneratedNever();
        acknowledgement.HasOne<Merchant>().WithMany().HasForeignKey(a => a.MerchantId);
        acknowledgement.HasIndex(a => new { a.Person, a.Slug, a.LessonVersion }).IsUnique();
        acknowledgement.HasIndex(a => new { a.MerchantId, a.Slug });
    }
}
