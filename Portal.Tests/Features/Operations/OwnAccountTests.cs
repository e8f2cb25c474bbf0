using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Features.Privacy;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Operations;

/// <summary>Serving with an account that may not change tables: migrations are run by somebody else, and the portal sees that they were.</summary>
public class OwnAccountTests
{
    private const string Off = "Database:MigrateAtStart";

    [Fact]
    public async Task It_serves_what_is_current_and_leaves_the_tables_alone()
    {
        await using var portal = await TestPortal.Start();
        portal.Configure(Off, "false");

        await portal.Restart();

        using var lin = await portal.Browse(Cast.Lin);
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/lookup")).StatusCode);
    }

    [Theory]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\"", "lacks 1 of 1 migrations")]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0')", "made by a newer portal")]
    [InlineData("DROP TRIGGER audit_no_delete", "guard of the audit trail is not laid")]
    public async Task What_is_not_current_is_refused_with_what_to_do(string change, string sentence)
    {
        await using var portal = await TestPortal.Start();
        await portal.Sql(TestDatabase.IsPostgres && change.StartsWith("DROP", StringComparison.Ordinal) ? change + " ON audit" : change);

        var refused = await Assert.ThrowsAsync<StartException>(() => Checking(portal).Run(default));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_migrates_all_the_same_and_a_start_before_it_ends_with_one_sentence()
    {
        await using var portal = await TestPortal.Start();
        await portal.Sql("DROP TRIGGER audit_no_delete" + (TestDatabase.IsPostgres ? " ON audit" : ""));
        var environment = await PortalProcess.EnvironmentOf(portal, (Off, "false"));

        var early = await PortalProcess.Run(environment, "--no-demo", "--urls", "http://127.0.0.1:0");
        var migrated = await PortalProcess.Run(environment, "migrate");

        Assert.Equal(2, early.Exit);
        Assert.Contains("./run migrate", early.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", early.Said, StringComparison.Ordinal);
        Assert.Equal(0, migrated.Exit);
        await Checking(portal).Run(default);
    }

    /// <summary>With the statements of docs/operations.md.</summary>
    [Fact]
    public async Task An_account_that_may_only_read_and_write_rows_serves_and_cannot_take_the_guard_of_the_trail_away()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "for a database server");
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var owner = new NpgsqlConnectionStringBuilder((await portal.Settings())["Database:ConnectionString"]);
        var serves = "portal_serves_" + Guid.NewGuid().ToString("N")[..8];
        await portal.Sql($"CREATE ROLE {serves} LOGIN");
        try
        {
            await portal.Sql(
                $"GRANT USAGE ON SCHEMA public TO {serves}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {serves}; " +
                $"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {serves}");
            portal.Configure(Off, "false");
            portal.Configure("Database:ConnectionString", new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = serves }.ConnectionString);
            await portal.Restart();

            using var lin = await portal.Browse(Cast.Lin);
            Assert.Equal(HttpStatusCode.OK, (await lin.Get("/lookup")).StatusCode);
            await portal.Declined("51");
            await portal.Opens(Cast.Chen);
            await portal.Seals();
            portal.Clock.Advance(TimeSpan.FromDays(2_000));
            await portal.Find<RunRetention>().Run(Viewer.Portal, default);
            Assert.Null((await portal.Verifies()).Fault);

            foreach (var statement in new[] { "DROP TRIGGER audit_no_delete ON audit", "TRUNCATE audit", "ALTER TABLE audit DISABLE TRIGGER ALL", "CREATE TABLE planted (id int)" })
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => portal.Sql(statement))).SqlState);
        }
        finally
        {
            portal.Configure("Database:ConnectionString", owner.ConnectionString);
            await portal.Restart();
            await portal.Sql($"DROP OWNED BY {serves}; DROP ROLE {serves}");
        }
    }

    private static PrepareDatabase Checking(TestPortal portal) =>
        new(portal.Find<DatabaseChoice>(), Options.Create(new DatabaseOptions { MigrateAtStart = false }), portal.Clock);
}
