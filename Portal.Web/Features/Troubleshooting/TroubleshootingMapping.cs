using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Troubleshooting;

namespace Portal.Web.Features.Troubleshooting;

internal sealed class TroubleshootingSessionMapping : IEntityTypeConfiguration<TroubleshootingSession>
{
    public void Configure(EntityTypeBuilder<TroubleshootingSession> session)
    {
        session.ToTable("troubleshooting_sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Status).HasConversion<string>();
        session.Property(s => s.SolvedBy).HasConversion<string>();
        session.Ignore(s => s.Walk).Ignore(s => s.IsWatching).Ignore(s => s.LacksRecord);
        session.HasMany(s => s.Answers).WithOne().HasForeignKey(a => a.SessionId);
        session.Navigation(s => s.Answers).UsePropertyAccessMode(PropertyAccessMode.Field);
        session.HasMany(s => s.CausesLeft).WithOne().HasForeignKey(c => c.SessionId);
        session.Navigation(s => s.CausesLeft).UsePropertyAccessMode(PropertyAccessMode.Field);
        session.HasIndex(s => s.About);
        session.HasIndex(s => s.ResumeCode).IsUnique();
        session.HasIndex(s => new { s.MerchantId, s.StartedAt });
        session.HasIndex(s => s.TransactionId);
        session.HasIndex(s => new { s.Status, s.LastAnswerAt });
        session.HasIndex(s => s.WatchFrom);
    }
}

internal sealed class SessionAnswerMapping : IEntityTypeConfiguration<SessionAnswer>
{
    public void Configure(EntityTypeBuilder<SessionAnswer> answer)
    {
        answer.ToTable("troubleshooting_answers");
        answer.Property(a => a.Id).ValueGeneratedNever();
        answer.Property(a => a.Kind).HasConversion<string>();
        answer.Ignore(a => a.Counts);
        answer.HasIndex(a => new { a.SessionId, a.At });
    }
}

internal sealed class CauseLeftMapping : IEntityTypeConfiguration<CauseLeft>
{
    public void Configure(EntityTypeBuilder<CauseLeft> left)
    {
        left.ToTable("troubleshooting_causes_left");
        left.HasKey(c => new { c.SessionId, c.Cause });
    }
}
