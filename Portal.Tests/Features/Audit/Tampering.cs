using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Data.Audit;

namespace Portal.Tests.Features.Audit;

/// <summary>What the tests of the trail do to it: as the portal, and as somebody with the database in their hands.</summary>
internal static class Tampering
{
    /// <summary>Events of their own, so the trail has so many entries more.</summary>
    public static async Task Happen(this TestPortal portal, int times)
    {
        await using var db = portal.Database();
        for (var n = 0; n < times; n++)
        {
            db.Raise(new AuditExported("csv", n.ToString(CultureInfo.InvariantCulture)));
            await db.SaveChangesAsync();
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public static Task<int> Seals(this TestPortal portal) => portal.Find<SealEvents>().Run(default);

    public static Task<VerifyAudit.Report> Verifies(this TestPortal portal, NotedHead? noted = null) => portal.Find<VerifyAudit>().Run(noted, default);

    /// <summary>The database's own guard, taken away first: whoever owns the database can do that.</summary>
    public static async Task Unguard(this TestPortal portal)
    {
        await using var db = portal.Database();
        foreach (var (trigger, table) in new[]
        {
            ("audit_no_update", "audit"), ("audit_no_delete", "audit"), ("audit_stubs_no_update", "audit_stubs"), ("audit_stubs_no_delete", "audit_stubs"),
            ("audit_no_truncate", "audit"), ("audit_stubs_no_change", "audit_stubs"),
        })
            await db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres ? $"DROP TRIGGER IF EXISTS {trigger} ON {table}" : $"DROP TRIGGER IF EXISTS {trigger}");
    }

    public static async Task Sql(this TestPortal portal, string statement)
    {
        await using var db = portal.Database();
        await db.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    public static async Task<int> Events(this TestPortal portal)
    {
        await using var db = portal.Database();
        return await db.Events.CountAsync();
    }

    public static async Task<List<AuditEntry>> Trail(this TestPortal portal)
    {
        await using var db = portal.Database();
        return await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Number).ToListAsync();
    }
}
