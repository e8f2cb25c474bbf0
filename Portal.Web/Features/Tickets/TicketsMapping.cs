using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Tickets;

namespace Portal.Web.Features.Tickets;

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    // Chinese stays readable in the column.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.ToTable("tickets");
        ticket.Property(t => t.Id).ValueGeneratedNever();
        ticket.HasIndex(t => t.Number).IsUnique();
        ticket.HasIndex(t => new { t.MerchantId, t.Status });
        ticket.HasIndex(t => new { t.Status, t.AssigneeId });
        ticket.Property(t => t.Status).HasConversion<string>();
        ticket.Property(t => t.Case).HasConversion(
            new ValueConverter<CaseSnapshot, string>(c => JsonSerializer.Serialize(c, Json), v => JsonSerializer.Deserialize<CaseSnapshot>(v, Json)!),
            new ValueComparer<CaseSnapshot>((a, b) => ReferenceEquals(a, b), c => c.GetHashCode(), c => c));
        ticket.Property(t => t.Closure).HasConversion(
            new ValueConverter<Closure?, string?>(c => JsonSerializer.Serialize(c, Json), v => v == null ? null : JsonSerializer.Deserialize<Closure>(v, Json)));
        ticket.HasMany(t => t.Messages).WithOne().HasForeignKey(m => m.TicketId);
        ticket.HasMany(t => t.Lessons).WithOne().HasForeignKey(l => l.TicketId);
        ticket.Navigation(t => t.Messages).UsePropertyAccessMode(PropertyAccessMode.Field);
        ticket.Navigation(t => t.Lessons).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("ticket_messages");
        message.HasKey(m => new { m.TicketId, m.No });
        message.Property(m => m.No).ValueGeneratedNever();
        message.HasIndex(m => m.Token).IsUnique();
        message.Property(m => m.Kind).HasConversion<string>();
        message.Property(m => m.Happened).HasConversion<string>();
        message.Ignore(m => m.IsForStaff);
    }
}

internal sealed class AttachedLessonMapping : IEntityTypeConfiguration<AttachedLesson>
{
    public void Configure(EntityTypeBuilder<AttachedLesson> lesson)
    {
        lesson.ToTable("ticket_lessons");
        lesson.HasKey(l => new { l.TicketId, l.Slug });
    }
}

internal sealed class SeenMarkMapping : IEntityTypeConfiguration<SeenMark>
{
    public void Configure(EntityTypeBuilder<SeenMark> mark)
    {
        mark.ToTable("ticket_seen");
        mark.HasKey(m => new { m.TicketId, m.UserId });
        mark.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId);
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("ticket_drafts");
        draft.HasKey(d => new { d.TicketId, d.UserId, d.Kind });
        draft.Property(d => d.Kind).HasConversion<string>();
        draft.HasOne<Ticket>().WithMany().HasForeignKey(d => d.TicketId);
    }
}
