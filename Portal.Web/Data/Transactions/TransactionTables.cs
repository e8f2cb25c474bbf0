using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Web.Data.Transactions;

// How transactions lie in both databases. EF makes the tables from these; reading and writing them is hand-written (TransactionStore, TransactionWriter).

/// <summary>One transaction. Instants are UTC milliseconds, amounts minor units; what repeats is a number of one of the small tables beside it.</summary>
public sealed class TransactionRow
{
    public long Id { get; set; }

    /// <summary>Days since 1970 (UTC), computed: leads the index, so that appends stay together.</summary>
    public long Day { get; set; }

    public long OccurredAt { get; set; }

    /// <summary><see cref="TerminalKey"/>.</summary>
    public long TerminalNo { get; set; }

    /// <summary><see cref="Delivery"/>: feed and time of receipt.</summary>
    public long DeliveryNo { get; set; }

    /// <summary>Number of TransactionType.</summary>
    public long Type { get; set; }

    /// <summary>Number of Outcome, as the feed sent it.</summary>
    public long Outcome { get; set; }

    /// <summary>Id of the reversal that took it back; then it stands as reversed whatever was sent.</summary>
    public long? ReversedBy { get; set; }

    public long? Amount { get; set; }

    /// <summary>ISO 4217 number.</summary>
    public long? Currency { get; set; }

    public string? ResponseCode { get; set; }

    /// <summary><see cref="TransactionWord"/>.</summary>
    public long? SchemeNo { get; set; }

    public long? EntryMode { get; set; }
    public long? CardFirst6 { get; set; }
    public long? CardLast4 { get; set; }

    /// <summary><see cref="Packed"/> text, as are the four below.</summary>
    public byte[]? CardToken { get; set; }

    public long? Stan { get; set; }
    public byte[]? Rrn { get; set; }
    public byte[]? AuthCode { get; set; }
    public byte[]? Batch { get; set; }

    /// <summary><see cref="TransactionWord"/>.</summary>
    public long? IssuerNo { get; set; }

    /// <summary><see cref="TerminalStateRow"/>.</summary>
    public long? StateNo { get; set; }

    /// <summary>Network and signal, <see cref="Packed.Link"/>.</summary>
    public long? Link { get; set; }

    /// <summary>Time since sign-on, <see cref="Packed.Since"/>.</summary>
    public long? SignedOn { get; set; }

    /// <summary>Advice code, chip condition, service code, code source and unsent count, <see cref="Marks"/>.</summary>
    public long? Marks { get; set; }

    /// <summary>Feed and event id or natural key, <see cref="EventKeys"/>: what makes a row unique.</summary>
    public byte[] EventKey { get; set; } = [];

    /// <summary>The same of what a void, refund or reversal refers to.</summary>
    public byte[]? OriginalKey { get; set; }

    public string? HostText { get; set; }
}

/// <summary>A merchant number that transactions came with, registered or not.</summary>
public sealed class MerchantKey
{
    public long No { get; set; }
    public string Number { get; set; } = "";
}

/// <summary>A terminal of a merchant that transactions came with, registered or not.</summary>
public sealed class TerminalKey
{
    public long No { get; set; }
    public long MerchantNo { get; set; }
    public string Number { get; set; } = "";

    /// <summary>Rises whenever something about this terminal was written: <see cref="TerminalChanges"/>.</summary>
    public long Changed { get; set; }
}

/// <summary>A feed, and how far it has told us.</summary>
public sealed class Feed
{
    public long No { get; set; }
    public string Name { get; set; } = "";
    public long ReceivedAt { get; set; }

    /// <summary>Time of the newest transaction it sent.</summary>
    public long DataUntil { get; set; }
}

/// <summary>Rows that arrived together.</summary>
public sealed class Delivery
{
    public long No { get; set; }
    public long FeedNo { get; set; }
    public long ReceivedAt { get; set; }

    /// <summary>"api" or "file".</summary>
    public string Source { get; set; } = "";
}

/// <summary>Schemes and issuers, each once.</summary>
public sealed class TransactionWord
{
    public long No { get; set; }
    public string Text { get; set; } = "";
}

/// <summary>What terminals said of themselves, each combination once (JSON of serial, model, firmware, certificate and position).</summary>
public sealed class TerminalStateRow
{
    public long No { get; set; }
    public string State { get; set; } = "";
}

/// <summary>
/// How many attempts, or failures of one kind, there were: of one bank's or one scheme's cards, in five minutes or on one day (<see cref="CountKeys"/>).
/// Always equal to what counting the transactions would give.
/// </summary>
public sealed class TrafficCount
{
    public long Key { get; set; }
    public long Count { get; set; }
}

/// <summary>On which of 32 days a terminal had an approval: a bit each (<see cref="CountKeys.Period"/>).</summary>
public sealed class TerminalDays
{
    public long Key { get; set; }
    public long Days { get; set; }
}

/// <summary>A refused row, kept masked for thirty days; without its text where a card number was in it.</summary>
public sealed class RejectedRow
{
    public long Id { get; set; }
    public long DeliveryNo { get; set; }
    public long At { get; set; }
    public long Line { get; set; }
    public string Field { get; set; } = "";
    public string Code { get; set; } = "";
    public string? Text { get; set; }
}

internal sealed class TransactionMapping : IEntityTypeConfiguration<TransactionRow>
{
    public void Configure(EntityTypeBuilder<TransactionRow> row)
    {
        row.ToTable("transactions");
        row.Property(t => t.Id).ValueGeneratedNever();
        // SQLite computes it when it is asked for; PostgreSQL 15 can only keep it.
        var isPostgres = row.Metadata.Model.FindAnnotation("Npgsql:ValueGenerationStrategy") is not null;
        row.Property(t => t.Day).HasComputedColumnSql("occurred_at / 86400000", stored: isPostgres);
        row.InSnakeCase();
        row.HasIndex(t => new { t.Day, t.TerminalNo, t.OccurredAt });
        row.HasIndex(t => t.EventKey).IsUnique();
        row.HasIndex(t => t.OriginalKey).HasFilter("original_key IS NOT NULL");
        // Failures by code and time, with all that comparing them needs: the rows themselves need not be read.
        row.HasIndex(t => new { t.ResponseCode, t.OccurredAt, t.SchemeNo, t.IssuerNo, t.CardFirst6, t.TerminalNo, t.Type, t.Outcome }, "ix_transactions_failures").HasFilter("outcome IN (1, 3)");
    }
}

internal sealed class TransactionSideTables :
    IEntityTypeConfiguration<MerchantKey>, IEntityTypeConfiguration<TerminalKey>, IEntityTypeConfiguration<Feed>, IEntityTypeConfiguration<Delivery>,
    IEntityTypeConfiguration<TransactionWord>, IEntityTypeConfiguration<TerminalStateRow>, IEntityTypeConfiguration<RejectedRow>,
    IEntityTypeConfiguration<TrafficCount>, IEntityTypeConfiguration<TerminalDays>
{
    public void Configure(EntityTypeBuilder<MerchantKey> key)
    {
        key.ToTable("merchant_keys").HasKey(k => k.No);
        key.Property(k => k.No).ValueGeneratedNever();
        key.HasIndex(k => k.Number).IsUnique();
        key.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<TerminalKey> key)
    {
        key.ToTable("terminal_keys").HasKey(k => k.No);
        key.Property(k => k.No).ValueGeneratedNever();
        key.HasIndex(k => new { k.MerchantNo, k.Number }).IsUnique();
        key.Property(k => k.Changed).HasDefaultValue(0L);
        key.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<Feed> feed)
    {
        feed.ToTable("feeds").HasKey(f => f.No);
        feed.Property(f => f.No).ValueGeneratedNever();
        feed.HasIndex(f => f.Name).IsUnique();
        feed.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("deliveries").HasKey(d => d.No);
        delivery.Property(d => d.No).ValueGeneratedNever();
        delivery.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<TransactionWord> word)
    {
        word.ToTable("transaction_words").HasKey(w => w.No);
        word.Property(w => w.No).ValueGeneratedNever();
        word.HasIndex(w => w.Text).IsUnique();
        word.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<TerminalStateRow> state)
    {
        state.ToTable("terminal_states").HasKey(s => s.No);
        state.Property(s => s.No).ValueGeneratedNever();
        state.HasIndex(s => s.State).IsUnique();
        state.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<TrafficCount> count)
    {
        count.ToTable("traffic_counts").HasKey(c => c.Key);
        count.Property(c => c.Key).ValueGeneratedNever();
        count.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<TerminalDays> days)
    {
        days.ToTable("terminal_days").HasKey(d => d.Key);
        days.Property(d => d.Key).ValueGeneratedNever();
        days.InSnakeCase();
    }

    public void Configure(EntityTypeBuilder<RejectedRow> rejected)
    {
        rejected.ToTable("rejected_rows").HasKey(r => r.Id);
        rejected.HasIndex(r => r.At);
        rejected.InSnakeCase();
    }
}

internal static class SnakeCase
{
    /// <summary>Columns of tables that SQL is written for by hand.</summary>
    public static void InSnakeCase<T>(this EntityTypeBuilder<T> table) where T : class
    {
        foreach (var property in table.Metadata.GetProperties())
            property.SetColumnName(string.Concat(property.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString())));
    }
}
