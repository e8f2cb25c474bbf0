using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Web.Data.Identity;

/// <summary>How often something that may be guessed was tried lately: by account, by address, by purpose. Instants are UTC milliseconds.</summary>
public sealed class TryCount
{
    /// <summary>What is counted, hashed: no mail address and no network address stands here.</summary>
    public required string Key { get; init; }

    public int Count { get; init; }
    public long Since { get; init; }

    /// <summary>Shut until then; 0: open.</summary>
    public long Until { get; init; }

    /// <summary>How often it was shut of late: each time lasts longer, where the limit says so.</summary>
    public int Strikes { get; init; }
}

internal sealed class TryCountMapping : IEntityTypeConfiguration<TryCount>
{
    public void Configure(EntityTypeBuilder<TryCount> tries)
    {
        tries.ToTable("try_counts").HasKey(t => t.Key);
        tries.Property(t => t.Key).HasColumnName("key").HasMaxLength(64);
        tries.Property(t => t.Count).HasColumnName("count");
        tries.Property(t => t.Since).HasColumnName("since");
        tries.Property(t => t.Until).HasColumnName("until");
        tries.Property(t => t.Strikes).HasColumnName("strikes");
    }
}
