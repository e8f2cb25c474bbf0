using System.Linq.Expressions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Web.Data.Events;
using Portal.Web.Data.Guarding;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

/// <summary>
/// The one model of both databases. Always made for a <see cref="Viewer"/>: every table with a merchant is filtered by it (filter "merchant"),
/// every table with a store also by the stores a cashier is limited to (filter "store").
/// </summary>
public abstract class PortalDb(DbContextOptions options, Func<Viewer> viewer, TimeProvider clock)
    : IdentityUserContext<PortalUser, Guid>(options), IDataProtectionKeyContext
{
    public const string MerchantFilter = "merchant";
    public const string StoreFilter = "store";

    public DbSet<Merchant> Merchants => Set<Merchant>();
    public DbSet<Store> Stores => Set<Store>();
    public DbSet<Terminal> Terminals => Set<Terminal>();
    public DbSet<StoredEvent> Events => Set<StoredEvent>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Asked for only when it is needed: signing in opens the context before anyone is known.</summary>
    public Viewer Viewer => viewer();

    /// <summary>One of the staff on a visit: what happened may be written down, nothing else (<see cref="VisitorWall"/> for what goes round saving).</summary>
    internal bool IsReadOnly => Viewer.IsVisiting;

    // Read by the filters; the context's own members become parameters of each query.
    private bool SeesAllMerchants => Viewer.SeesAllMerchants;
    private MerchantId FirstMerchant => SeesAllMerchants ? MerchantId.First : ViewerMerchant;
    private MerchantId LastMerchant => SeesAllMerchants ? MerchantId.Last : ViewerMerchant;
    private MerchantId ViewerMerchant => Viewer.Merchant ?? default;
    private bool SeesAllStores => Viewer.Stores is null;
    private List<StoreId> ViewerStores => [.. Viewer.Stores ?? new HashSet<StoreId>()];

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);

        foreach (var type in builder.Model.GetEntityTypes().Where(t => t.BaseType is null).ToList())
        {
            if (typeof(Entity).IsAssignableFrom(type.ClrType))
                builder.Entity(type.ClrType).Property<int>(nameof(Entity.Version)).IsConcurrencyToken();

            if (typeof(IBelongsToMerchant).IsAssignableFrom(type.ClrType))
                Filter(builder, type.ClrType, nameof(ByMerchant), MerchantFilter, type.FindProperty("MerchantId") is null ? "Id" : "MerchantId");

            if (typeof(IMayBelongToMerchant).IsAssignableFrom(type.ClrType)) Filter(builder, type.ClrType, nameof(ByMerchantIfAny), MerchantFilter, "MerchantId");

            if (type.ClrType == typeof(Store)) Filter(builder, type.ClrType, nameof(ByStore), StoreFilter, "Id");
            else if (type.FindProperty("StoreId") is { } store)
                Filter(builder, type.ClrType, store.ClrType == typeof(StoreId) ? nameof(ByStore) : nameof(ByStoreIfAny), StoreFilter, "StoreId");
        }
    }

    private void Filter(ModelBuilder builder, Type entity, string method, string name, string property)
    {
        if (entity == typeof(PortalUserStore)) return;
        var lambda = (LambdaExpression)typeof(PortalDb)
            .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .MakeGenericMethod(entity).Invoke(this, [property])!;
        builder.Entity(entity).HasQueryFilter(name, lambda);
    }

    // From the viewer's merchant to the viewer's merchant, or from the first to the last. "Sees all or is the same" would say it too, but with an "or" neither
    // database uses an index, and every question of a merchant would go through the rows of all.
    private Expression<Func<T, bool>> ByMerchant<T>(string property) where T : class =>
        row => EF.Property<MerchantId>(row, property).CompareTo(FirstMerchant) >= 0 && EF.Property<MerchantId>(row, property).CompareTo(LastMerchant) <= 0;

    private Expression<Func<T, bool>> ByMerchantIfAny<T>(string property) where T : class =>
        row => SeesAllMerchants || EF.Property<MerchantId?>(row, property) == Viewer.Merchant && EF.Property<MerchantId?>(row, property) != null;

    private Expression<Func<T, bool>> ByStore<T>(string property) where T : class =>
        row => SeesAllStores || ViewerStores.Contains(EF.Property<StoreId>(row, property));

    private Expression<Func<T, bool>> ByStoreIfAny<T>(string property) where T : class =>
        row => SeesAllStores || EF.Property<StoreId?>(row, property) == null || ViewerStores.Contains(EF.Property<StoreId?>(row, property)!.Value);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        Columns.Configure(conventions);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        WriteEvents();
        Guard();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        WriteEvents();
        Guard();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void WriteEvents()
    {
        ChangeTracker.DetectChanges();
        if (IsReadOnly && ChangeTracker.Entries().FirstOrDefault(e => e.State is not (EntityState.Unchanged or EntityState.Detached) && e.Entity is not StoredEvent) is { } written)
            throw new VisitorWrites(written.Metadata.DisplayName());
        foreach (var entry in ChangeTracker.Entries<Entity>().ToList())
        {
            if (entry.State is EntityState.Modified) Rise(entry);
            foreach (var happened in entry.Entity.TakeEvents()) Events.Add(Store(happened, Viewer));
        }
    }

    private void Guard()
    {
        foreach (var column in SaveGuard.Mask(ChangeTracker).GroupBy(name => name))
            Events.Add(Store(new CardDataFound(CardPlace.Saved, column.Key, column.Count(), Viewer.Merchant), Viewer));
    }

    /// <summary>For what happens without an entity changing (a sign-in, an import); saved with the next save.</summary>
    public void Raise(PortalEvent happened) => Events.Add(Store(happened, Viewer));

    /// <summary>In the name of somebody else than the one this is open for: what is written down behind them, or somebody who is known only now.</summary>
    public void Raise(PortalEvent happened, Viewer by) => Events.Add(Store(happened, by));

    private static void Rise(EntityEntry<Entity> entry) =>
        entry.Property(e => e.Version).CurrentValue = entry.Property(e => e.Version).OriginalValue + 1;

    private StoredEvent Store(PortalEvent happened, Viewer doer)
    {
        var by = happened.IsPortals ? Viewer.Portal : doer;
        return new()
        {
            At = clock.GetUtcNow(),
            Kind = happened.GetType().Name,
            Subject = happened.Subject,
            MerchantId = happened.Merchant,
            Actor = by.UserId,
            Key = by.Key,
            Name = by.UserId is null && by.Key is null ? null : by.Name,
            Role = by.IsVisiting ? "Visitor" : by.Role?.ToString(),
            Way = by.Origin.Way,
            Address = by.Origin.Address,
            Session = by.Origin.Session,
            Request = by.Origin.Request,
            Body = EventBody.Of(happened),
        };
    }
}

public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options, Func<Viewer> viewer, TimeProvider clock) : PortalDb(options, viewer, clock);

public sealed class PostgresPortalDb(DbContextOptions<PostgresPortalDb> options, Func<Viewer> viewer, TimeProvider clock) : PortalDb(options, viewer, clock);
