using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>Every table carries the tenant filter, or stands here with the reason why not. A new table fails until somebody has decided.</summary>
public class TenantFilterTests
{
    /// <summary>Tables that belong to no merchant, or are read before it is known who looks.</summary>
    private static readonly Dictionary<string, string> WithoutMerchant = new()
    {
        ["users"] = "asked by the sign-in before anyone is known; lists of people filter by the viewer's merchant themselves",
        ["user_stores"] = "read with its user only",
        ["AspNetUserClaims"] = "the framework's, read with its user only",
        ["AspNetUserLogins"] = "the framework's, read with its user only",
        ["AspNetUserTokens"] = "the framework's, read with its user only",
        ["user_passkeys"] = "asked by the sign-in before anyone is known; else read with their user only",
        ["authenticators"] = "read with its user only",
        ["recovery_codes"] = "read with their user only",
        ["try_counts"] = "counts by the hash of what was tried, of nobody",
        ["DataProtectionKeys"] = "the portal's own",
        ["invitations"] = "found by their secret before anyone is known; listed only with the person, whom ManagedPeople finds",
        ["api_keys"] = "found by their secret before it is known whose they are; listed for whoever manages keys",
        ["audit_head"] = "hash of the newest entry, of nobody",
        ["audit_stubs"] = "hash of what retention has cut off, of nobody",
        ["contents"] = "bytes by their hash; reached through an attachment, which is filtered",
        ["content_pieces"] = "bytes by their hash; reached through an attachment, which is filtered",
        ["playbook_versions"] = "knowledge, everybody's",
        ["response_codes"] = "knowledge, everybody's",
        ["guides"] = "knowledge, everybody's",
        ["lessons"] = "knowledge, everybody's",
        ["transactions"] = "hot table: reached by terminal numbers that were found through the filter (HotTableTests)",
        ["merchant_keys"] = "hot table's side",
        ["terminal_keys"] = "hot table's side",
        ["terminal_states"] = "hot table's side",
        ["terminal_days"] = "hot table's side",
        ["transaction_words"] = "hot table's side",
        ["traffic_counts"] = "counts over all merchants, of nobody",
        ["feeds"] = "names of feeds and how far they have told",
        ["deliveries"] = "hot table's side",
        ["rejected_rows"] = "refused rows of the feed; no page shows them",
    };

    /// <summary>Tables of a merchant that know no store, so that a cashier of another store is kept out by what leads there.</summary>
    private static readonly Dictionary<string, string> WithoutStore = new()
    {
        ["merchants"] = "every person of the merchant may know its name",
        ["sign_ins"] = "people see their own; others' only by permission, a merchant's at most",
        ["visits"] = "an owner's, never a cashier's; looked up by id for the visitor alone (VisitClaims)",
        ["events"] = "read by the portal's own readers",
        ["ticket_holds"] = "an administrator's alone, who sees every store",
        ["audit"] = "an owner's and administrator's, never a cashier's",
        ["acknowledgements"] = "people read their own; others' only owners and staff (WhoHasRead)",
        ["ticket_seen"] = "reached through its ticket, which has a store",
        ["ticket_drafts"] = "the desk's own, reached through its ticket",
        ["troubleshooting_answers"] = "reached through its walk, which has a store",
        ["troubleshooting_causes_left"] = "reached through its walk, which has a store",
    };

    [Fact]
    public void Every_table_carries_the_merchants_filter_or_has_its_reason()
    {
        using var db = Open();
        Assert.Empty(Undecided(db.Model, PortalDb.MerchantFilter, WithoutMerchant));
    }

    [Fact]
    public void Every_table_of_a_merchant_carries_the_stores_filter_or_has_its_reason()
    {
        using var db = Open();
        Assert.Empty(Undecided(db.Model, PortalDb.StoreFilter, WithoutMerchant.Concat(WithoutStore).ToDictionary()));
    }

    [Fact]
    public void A_planted_table_without_a_filter_is_found()
    {
        using var db = new Planted(new DbContextOptionsBuilder<Planted>().UseSqlite("Data Source=:memory:").Options);
        Assert.Equal(["planted has no merchant filter"], Undecided(db.Model, PortalDb.MerchantFilter, WithoutMerchant));
    }

    private static IEnumerable<string> Undecided(IModel model, string filter, IReadOnlyDictionary<string, string> without)
    {
        var tables = model.GetEntityTypes().Where(t => t.BaseType is null && !t.IsOwned()).ToDictionary(t => t.GetTableName()!);
        foreach (var (name, table) in tables)
        {
            var carries = table.GetDeclaredQueryFilters().Any(f => f.Key == filter);
            if (!carries && !without.ContainsKey(name)) yield return $"{name} has no {filter} filter";
            if (carries && without.ContainsKey(name)) yield return $"{name} has a {filter} filter and needs no reason";
        }

        foreach (var gone in without.Keys.Except(tables.Keys)) yield return $"{gone} is no table";
    }

    private static SqlitePortalDb Open() => new(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, TimeProvider.System);

    private sealed class Planted(DbContextOptions<Planted> options) : PortalDb(options, () => Viewer.Nobody, TimeProvider.System)
    {
        protected override void OnModelCreating(ModelBuilder builder)
        {
            base.OnModelCreating(builder);
            builder.Entity<Row>().ToTable("planted");
        }

        private sealed class Row
        {
            public Guid Id { get; set; }
            public string Secret { get; set; } = "";
        }
    }

    private static readonly Cast.Person BundCashier = new("bund@lotus.example", "外滩店员", Role.Cashier, Cast.LotusTea, Cast.Bund);

    /// <summary>Asks each filtered table for all it has, in the name of everyone who may not see Nanjing Road.</summary>
    [Fact]
    public async Task Asked_for_everything_a_table_gives_nothing_of_another_merchant_or_store()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var transaction = await portal.Declined("51");
        var walk = await portal.StartWalk(Cast.Lin, transaction);
        await portal.Answer(Cast.Lin, walk.Session.Id, walk.Step.Id, Walks.Helpless(walk.Step));
        var ticket = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        await portal.Answers(Cast.Mei, ticket);

        var choice = (DatabaseChoice)portal.Services.GetService(typeof(DatabaseChoice))!;
        await using var all = choice.Open(Viewer.Portal, portal.Clock);
        var tables = all.Model.GetEntityTypes().Where(t => t.GetDeclaredQueryFilters().Any(f => f.Key == PortalDb.MerchantFilter)).ToList();
        foreach (var table in tables)
        {
            foreach (var viewer in new[] { Cast.Wang.Viewer, Viewer.Nobody })
                Assert.DoesNotContain(Cast.LotusTea.Id, await Owners(choice.Open(viewer, portal.Clock), table, "MerchantId"));
            if (table.FindProperty("StoreId") is not null)
                Assert.DoesNotContain(Cast.NanjingRoad.Id, await Owners(choice.Open(BundCashier.Viewer, portal.Clock), table, "StoreId"));
        }

        // The scene is no scene where nothing is there to be seen.
        foreach (var name in new[] { "tickets", "ticket_messages", "troubleshooting_sessions", "troubleshooting_answers", "terminals", "stores", "merchants" })
            Assert.Contains(Cast.LotusTea.Id, await Owners(choice.Open(Cast.Chen.Viewer, portal.Clock), tables.Single(t => t.GetTableName() == name), "MerchantId"));
    }

    private static async Task<IReadOnlyList<object?>> Owners(PortalDb db, IEntityType table, string property)
    {
        await using (db)
        {
            var read = typeof(TenantFilterTests).GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(table.ClrType);
            var rows = await (Task<List<object>>)read.Invoke(null, [db])!;
            // A merchant or store is its own.
            var own = table.ClrType.GetProperty(property) ?? table.ClrType.GetProperty("Id");
            return [.. rows.Select(r => own!.GetValue(r))];
        }
    }

    private static async Task<List<object>> Rows<T>(PortalDb db) where T : class => [.. (await db.Set<T>().AsNoTracking().ToListAsync()).Cast<object>()];
}
