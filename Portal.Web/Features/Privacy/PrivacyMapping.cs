using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Privacy;

namespace Portal.Web.Features.Privacy;

internal sealed class PrivacyMapping : IEntityTypeConfiguration<TicketHold>
{
    public void Configure(EntityTypeBuilder<TicketHold> hold)
    {
        hold.ToTable("ticket_holds").HasKey(h => h.TicketId);
        hold.Property(h => h.TicketId).ValueGeneratedNever();
        hold.HasIndex(h => h.Number).IsUnique();
    }
}
