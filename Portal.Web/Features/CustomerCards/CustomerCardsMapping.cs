using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.CustomerCards;

namespace Portal.Web.Features.CustomerCards;

internal sealed class CustomerCardMapping : IEntityTypeConfiguration<CustomerCard>
{
    public void Configure(EntityTypeBuilder<CustomerCard> card)
    {
        card.ToTable("customer_cards");
        card.Property(c => c.Id).ValueGeneratedNever();
        card.HasIndex(c => c.TokenHash).IsUnique();
        card.HasIndex(c => c.TransactionId);
    }
}
