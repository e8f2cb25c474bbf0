using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Devices;

namespace Portal.Web.Features.Devices;

internal sealed class DevicesMapping : IEntityTypeConfiguration<DeviceSignIn>
{
    public void Configure(EntityTypeBuilder<DeviceSignIn> signIn)
    {
        signIn.ToTable("sign_ins");
        signIn.Property(s => s.Way).HasConversion<string>();
        signIn.Property(s => s.EndedWhy).HasConversion<string>();
        signIn.Ignore(s => s.Device);
        signIn.HasIndex(s => new { s.Person, s.EndedAt });
        signIn.HasIndex(s => s.MerchantId);
        // Those that are over by time and not yet marked so.
        signIn.HasIndex(s => new { s.EndedAt, s.SeenAt });
    }
}
