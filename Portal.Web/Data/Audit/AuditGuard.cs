using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;

namespace Portal.Web.Data.Audit;

/// <summary>
/// The database itself refuses to change or delete an entry: all that may be done is to empty its personal fields, and to take away what a stub stands for.
/// Laid whenever the database is prepared rather than by a migration, so a table made anew, or one somebody took the guard from, has it again.
/// </summary>
internal static class AuditGuard
{
    public static async Task Lay(PortalDb db, bool isSqlite, CancellationToken cancel)
    {
        if (await IsThere(db, isSqlite, cancel)) return;
        foreach (var statement in isSqlite ? OnSqlite() : OnPostgres()) await db.Database.ExecuteSqlRawAsync(statement, cancel);
    }

    public static async Task<bool> IsThere(PortalDb db, bool isSqlite, CancellationToken cancel)
    {
        var asked = isSqlite
            ? "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND name IN ('audit_no_update', 'audit_no_delete', 'audit_stubs_no_update', 'audit_stubs_no_delete')"
            : "SELECT count(*)::int AS \"Value\" FROM pg_trigger WHERE NOT tgisinternal AND tgname IN ('audit_no_update', 'audit_no_delete', 'audit_no_truncate', 'audit_stubs_no_change')";
        return await db.Database.SqlQueryRaw<int>(asked).SingleAsync(cancel) == 4;
    }

    private static string Kept(string same) => string.Join(" AND ",
        new[]
        {
            nameof(AuditEntry.Number), nameof(AuditEntry.EventId), nameof(AuditEntry.At), nameof(AuditEntry.Kind), nameof(AuditEntry.Subject), nameof(AuditEntry.MerchantId),
            nameof(AuditEntry.Actor), nameof(AuditEntry.Key), nameof(AuditEntry.Role), nameof(AuditEntry.Way), nameof(AuditEntry.Session), nameof(AuditEntry.Request),
            nameof(AuditEntry.Details), nameof(AuditEntry.NameHash), nameof(AuditEntry.AddressHash), nameof(AuditEntry.Previous), nameof(AuditEntry.Hash),
        }.Select(column => $"NEW.\"{column}\" {same} OLD.\"{column}\"")
        .Concat(new[] { nameof(AuditEntry.Name), nameof(AuditEntry.NameSalt), nameof(AuditEntry.Address), nameof(AuditEntry.AddressSalt) }
            .Select(column => $"(NEW.\"{column}\" IS NULL OR NEW.\"{column}\" {same} OLD.\"{column}\")")));

    private static string[] OnSqlite() =>
    [
        $"CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit WHEN NOT ({Kept("IS")}) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit WHEN OLD.\"Number\" > (SELECT coalesce(max(\"Number\"), 0) FROM audit_stubs) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_stubs_no_update BEFORE UPDATE ON audit_stubs BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_stubs_no_delete BEFORE DELETE ON audit_stubs BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    ];

    private static string[] OnPostgres() =>
    [
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        "CREATE OR REPLACE FUNCTION audit_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " +
        "IF OLD.\"Number\" > (SELECT coalesce(max(\"Number\"), 0) FROM audit_stubs) THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF; RETURN OLD; END $$",
        $"CREATE OR REPLACE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW WHEN (NOT ({Kept("IS NOT DISTINCT FROM")})) EXECUTE FUNCTION audit_refuse()",
        "CREATE OR REPLACE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse_delete()",
        "CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        "CREATE OR REPLACE TRIGGER audit_stubs_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_stubs FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ];
}
