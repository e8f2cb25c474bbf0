using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Data.Audit;
using Portal.Web.Data.Events;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Audit;

public class ChainTests
{
    [Fact]
    public async Task Every_event_becomes_one_entry_that_says_who_what_and_from_where()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        await portal.As(Cast.Mei.Viewer with { Origin = new(Way.Web, "192.0.2.7", "s-1", "r-1") })
            .Run<AnswerTicket>(u => u.Run(new(number, Guid.CreateVersion7(), "请看这里"), default));
        await portal.Resolves(Cast.Mei, number);
        await portal.Find<ReadLog>().Written(default);
        await portal.Seals();

        var trail = await portal.Trail();
        await using var db = portal.Database();
        Assert.Equal(await db.Events.OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(), trail.Select(e => e.EventId));
        Assert.Equal(Enumerable.Range(1, trail.Count).Select(n => (long)n), trail.Select(e => e.Number));
        var answered = trail.Single(e => e.Kind == nameof(TicketAnswered));
        Assert.Equal((Cast.Mei.Id, "梅客服", "Agent", "192.0.2.7", "s-1", "r-1", "Web"),
            (answered.Actor!.Value, answered.Name, answered.Role, answered.Address, answered.Session, answered.Request, answered.Way));
        Assert.Equal(Cast.LotusTea.Id, answered.MerchantId);
        Assert.Contains("\"Before\":\"WaitingMerchant\",\"After\":\"Resolved\"", trail.Single(e => e.Kind == nameof(TicketResolved)).Details, StringComparison.Ordinal);
        Assert.DoesNotContain(trail, e => e.Details.Contains("请看这里", StringComparison.Ordinal));
        Assert.Null((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_delete_an_entry()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(3);
        var there = await portal.Seals();

        foreach (var statement in new[]
        {
            "UPDATE audit SET \"Kind\" = 'x' WHERE \"Number\" = 2", "UPDATE audit SET \"Name\" = 'x' WHERE \"Number\" = 2", "DELETE FROM audit WHERE \"Number\" = 2",
            "DELETE FROM audit",
        })
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<DbException>(() => portal.Sql(statement))).Message, StringComparison.Ordinal);
        Assert.Equal(there, (await portal.Trail()).Count);
    }

    public enum Deed { Flip, Rehash, Delete, Swap, Insert, CutOff, ForgeName, HeadBack }

    [Theory]
    [InlineData(Deed.Flip)]
    [InlineData(Deed.Rehash)]
    [InlineData(Deed.Delete)]
    [InlineData(Deed.Swap)]
    [InlineData(Deed.Insert)]
    [InlineData(Deed.CutOff)]
    [InlineData(Deed.ForgeName)]
    [InlineData(Deed.HeadBack)]
    public async Task Whatever_is_done_to_one_entry_is_found_at_every_place(Deed deed)
    {
        const int Entries = 12;
        await using var portal = await TestPortal.Start();
        for (var n = 0; n < Entries / 2; n++) await portal.Opens(Cast.Lin);
        await portal.Happen(Entries / 2);
        await portal.Seals();
        await portal.Unguard();
        await portal.Sql("CREATE TABLE audit_kept AS SELECT * FROM audit");
        await portal.Sql("CREATE TABLE audit_head_kept AS SELECT * FROM audit_head");
        var whole = await portal.Trail();
        Assert.Null((await portal.Verifies()).Fault);

        foreach (var entry in whole)
        {
            await Do(portal, deed, whole, entry);

            var report = await portal.Verifies();
            Assert.NotNull(report.Fault);
            Assert.InRange(report.Fault.Number, entry.Number - (deed is Deed.Swap or Deed.HeadBack ? 1 : 0), entry.Number + (deed is Deed.Insert ? 2 : deed is Deed.Rehash ? 1 : 0));

            // Also after the portal went on writing: what is broken stays broken.
            await portal.Happen(1);
            await portal.Seals();
            Assert.NotNull((await portal.Verifies()).Fault);

            await portal.Sql("DELETE FROM audit");
            await portal.Sql("INSERT INTO audit SELECT * FROM audit_kept");
            await portal.Sql("DELETE FROM audit_head");
            await portal.Sql("INSERT INTO audit_head SELECT * FROM audit_head_kept");
            await portal.Sql("DELETE FROM events WHERE \"Id\" > " + whole[^1].EventId);
            Assert.Null((await portal.Verifies()).Fault);
        }
    }

    private static async Task Do(TestPortal portal, Deed deed, List<AuditEntry> whole, AuditEntry entry)
    {
        var other = whole[entry.Number < whole.Count ? (int)entry.Number : (int)entry.Number - 2];
        var at = $" WHERE \"Number\" = {entry.Number}";
        switch (deed)
        {
            case Deed.Flip:
                await portal.Sql("UPDATE audit SET \"Subject\" = 'ticket/T-1'" + at);
                break;
            case Deed.Rehash:
                // Changed, with a hash of its own that fits; at the end of the trail the sealed head does not.
                var forged = AuditEntry.Of(entry.Number, new(entry.EventId, entry.At, "Forged", entry.Subject, entry.MerchantId, entry.Actor, entry.Key, entry.Role, entry.Way, entry.Session, entry.Request, entry.Details),
                    new(entry.Name, entry.NameSalt, entry.NameHash), new(entry.Address, entry.AddressSalt, entry.AddressHash), entry.Previous);
                await portal.Sql($"UPDATE audit SET \"Kind\" = 'Forged', \"Hash\" = '{forged.Hash}'" + at);
                break;
            case Deed.Delete:
                await portal.Sql("DELETE FROM audit" + at);
                break;
            case Deed.Swap:
                await portal.Sql($"UPDATE audit SET \"Number\" = -1" + at);
                await portal.Sql($"UPDATE audit SET \"Number\" = {entry.Number} WHERE \"Number\" = {other.Number}");
                await portal.Sql($"UPDATE audit SET \"Number\" = {other.Number} WHERE \"Number\" = -1");
                break;
            case Deed.Insert:
                // Between two there is no number left, so all behind it are moved up.
                await portal.Sql($"UPDATE audit SET \"Number\" = -\"Number\" - 1 WHERE \"Number\" > {entry.Number}");
                await portal.Sql("UPDATE audit SET \"Number\" = -\"Number\" WHERE \"Number\" < 0");
                await using (var db = portal.Database())
                {
                    db.Add(AuditEntry.Of(entry.Number + 1, new(900_000, entry.At, "Forged", entry.Subject, null, null, null, null, "Web", null, null, "{}"),
                        new(null, null, ""), new(null, null, ""), entry.Hash));
                    await db.SaveChangesAsync();
                }

                break;
            case Deed.CutOff:
                await portal.Sql($"DELETE FROM audit WHERE \"Number\" >= {entry.Number}");
                break;
            case Deed.ForgeName:
                await portal.Sql("UPDATE audit SET \"Address\" = '203.0.113.9'" + at);
                break;
            default:
                // Cut off, and the end's mark moved back to match; its seal cannot be made without the key.
                await portal.Sql($"DELETE FROM audit WHERE \"Number\" >= {entry.Number}");
                await portal.Sql($"UPDATE audit_head SET \"Number\" = {entry.Number - 1}, \"Hash\" = '{entry.Previous}'");
                break;
        }
    }

    [Fact]
    public async Task A_head_noted_down_elsewhere_convicts_even_who_has_the_key()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(5);
        await portal.Seals();
        var noted = NotedHead.Parse((await portal.Verifies()).Head!.Text)!;
        Assert.Null((await portal.Verifies(noted)).Fault);

        // Everything made anew, key and all: in itself it is without a fault.
        await portal.Unguard();
        await portal.Sql("DELETE FROM audit");
        await portal.Sql("DELETE FROM audit_head");
        await portal.Sql("UPDATE events SET \"Subject\" = 'something/else' WHERE \"Id\" = (SELECT max(\"Id\") FROM events)");
        await portal.Seals();

        Assert.Null((await portal.Verifies()).Fault);
        Assert.Equal(noted.Number, (await portal.Verifies(noted)).Fault!.Number);
        Assert.Null(NotedHead.Parse("5"));
        Assert.Null(NotedHead.Parse("x:" + noted.Hash));
    }

    [Fact]
    public async Task Emptying_personal_fields_leaves_the_chain_whole()
    {
        await using var portal = await TestPortal.Start();
        await portal.As(Cast.Mei.Viewer with { Origin = new(Way.Web, "192.0.2.7", null, null) })
            .Run<AnswerTicket>(async u => await u.Run(new(await portal.Opens(Cast.Lin), Guid.CreateVersion7(), "好"), default));
        await portal.Seals();

        await portal.Sql("UPDATE audit SET \"Name\" = NULL, \"NameSalt\" = NULL, \"Address\" = NULL, \"AddressSalt\" = NULL");

        Assert.Null((await portal.Verifies()).Fault);
        Assert.DoesNotContain(await portal.Trail(), e => e.Name is not null || e.Address is not null);
    }

    [Fact]
    public async Task Several_nodes_sealing_at_once_write_each_event_once()
    {
        await using var portal = await TestPortal.Start();
        var making = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.Happen(40))));
        var sealing = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++) await portal.Seals();
        }));
        await Task.WhenAll(sealing);
        await making;
        await portal.Seals();

        var report = await portal.Verifies();
        Assert.Null(report.Fault);
        Assert.Equal(0, report.Waiting);
        Assert.Equal(await portal.Events(), report.Entries);
        Assert.InRange(report.Entries, 160, 170);
    }

    [Fact]
    public async Task An_event_committed_after_later_ones_is_not_skipped()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(4);
        // Two transactions that were begun early and are committed late.
        await portal.Sql("CREATE TABLE late AS SELECT * FROM events WHERE \"Id\" = 2");
        await portal.Sql("CREATE TABLE later AS SELECT * FROM events WHERE \"Id\" = 3");
        await portal.Sql("DELETE FROM events WHERE \"Id\" IN (2, 3)");
        await portal.Seals();
        await portal.Sql("INSERT INTO events SELECT * FROM late");

        Assert.Equal(1, await portal.Seals());
        var report = await portal.Verifies();
        Assert.Null(report.Fault);
        Assert.Equal(await portal.Events(), report.Entries);

        // Hours later nobody waits for it any more: a sweep still finds it, and a check names it until then.
        portal.Clock.Advance(TimeSpan.FromHours(2));
        await portal.Happen(1);
        await portal.Seals();
        await portal.Sql("INSERT INTO events SELECT * FROM later");
        Assert.Equal(0, await portal.Seals());
        Assert.Contains("event 3 ", (await portal.Verifies()).Fault!.What, StringComparison.Ordinal);
        Assert.Equal(1, await portal.Find<SealEvents>().Sweep(default));
        Assert.Null((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_sealing_nothing_is_lost_and_nothing_is_there_twice()
    {
        await using var portal = await TestPortal.Start();
        // The served portal's clock is the true one, and events of days ago would be done with at once.
        portal.Clock.Set(DateTimeOffset.UtcNow);
        await portal.Happen(5);
        await portal.Seals();
        for (var round = 0; round < 6; round++)
        {
            await using var server = await ServedPortal.Start(portal);
            await portal.Happen(300);
            // The served portal is at it every two seconds; what it had begun when it was killed is there whole or not at all.
            await server.Kill();
            Assert.Null((await portal.Verifies()).Fault);
        }

        await portal.Seals();
        var report = await portal.Verifies();
        Assert.Null(report.Fault);
        Assert.Equal(0, report.Waiting);
        Assert.Equal((await portal.Trail()).Count, (await portal.Trail()).Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public async Task Without_the_old_key_the_trail_goes_on_and_the_place_is_named_until_the_key_is_back()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(3);
        var before = await portal.Seals();
        var file = Path.Combine(portal.Folder, "portal.key");
        File.Move(file, file + ".old");
        await portal.Restart();
        Assert.Contains("key", (await portal.Verifies()).Fault!.What, StringComparison.Ordinal);

        await portal.Happen(2);
        await portal.Seals();
        Assert.Equal(before + 1, (await portal.Verifies()).Fault!.Number);
        Assert.Null((await portal.Verifies(NotedHead.Parse((await portal.Verifies()).Head!.Text))).Fault);

        portal.Configure("Keys:OldKeyFiles:0", file + ".old");
        await portal.Restart();
        Assert.Null((await portal.Verifies()).Fault);
    }
}
