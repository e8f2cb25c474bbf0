using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Audit;

/// <summary>Whose doings the owner wants to see.</summary>
public enum AuditSide { Everyone, Own, Staff }

/// <summary>The trail as its viewers see it: an administrator all of it, an owner what concerns the own merchant, newest first.</summary>
public sealed class ReadAudit(IDbContextFactory<PortalDb> databases, IEnumerable<IEventTerms> terms, Viewer viewer, ReadLog reads)
{
    public const int PageSize = 50;

    /// <summary>Notes and assignments are for the desk alone; owners don't read of them here either.</summary>
    private static readonly string[] OfTheDesk = [nameof(TicketNoted), nameof(TicketAssigned)];

    private static readonly string?[] OfMerchants = [.. Enum.GetValues<Role>().Where(r => r.IsOfMerchant()).Select(r => r.ToString())];

    /// <summary>Whether one of the acquirer's staff did it.</summary>
    public static bool IsOfStaff(AuditEntry entry) => entry.Role is { } role && !OfMerchants.Contains(role);

    /// <param name="Before">Only entries with a lower number: the next page.</param>
    public sealed record Listed(IReadOnlyList<AuditEntry> Entries, AuditNames Names, long? Before);

    /// <returns>Problem "not-found" for everybody but who may see the whole trail.</returns>
    public async Task<Result<Listed>> Run(AuditFilter filter, long? before, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeAudit)) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await reads.Note(viewer, new(Records.Audit, "all", null), cancel);
        return await Page(db, await filter.On(db, cancel), before, cancel);
    }

    /// <summary>What was done and looked at in the owner's own merchant.</summary>
    public async Task<Result<Listed>> OfShop(AuditSide side, DateTimeOffset? since, long? before, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeShopAudit) || viewer.Merchant is not { } merchant) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var entries = db.Set<AuditEntry>().Where(e => e.MerchantId == merchant && !OfTheDesk.Contains(e.Kind));
        if (since is { } from) entries = entries.Where(e => e.At >= from);
        entries = side switch
        {
            AuditSide.Own => entries.Where(e => OfMerchants.Contains(e.Role)),
            AuditSide.Staff => entries.Where(e => e.Role != null && !OfMerchants.Contains(e.Role)),
            _ => entries,
        };
        return await Page(db, entries, before, cancel);
    }

    private async Task<Listed> Page(PortalDb db, IQueryable<AuditEntry> entries, long? before, CancellationToken cancel)
    {
        if (before is { } number) entries = entries.Where(e => e.Number < number);
        var page = await entries.AsNoTracking().OrderByDescending(e => e.Number).Take(PageSize + 1).ToListAsync(cancel);
        var shown = page.Take(PageSize).ToList();
        return new(shown, await AuditNames.Of(db, terms, shown, cancel), page.Count > PageSize ? shown[^1].Number : null);
    }
}

/// <summary>Names for the ids that stand in entries, as they are now: of people and merchants.</summary>
public sealed class AuditNames
{
    private readonly Dictionary<Guid, string> people, merchants;
    private readonly Dictionary<(long Entry, string Property), LocalizedText> terms;

    private AuditNames(Dictionary<Guid, string> people, Dictionary<Guid, string> merchants, Dictionary<(long, string), LocalizedText> terms) =>
        (this.people, this.merchants, this.terms) = (people, merchants, terms);

    public string? Person(Guid id) => people.GetValueOrDefault(id);

    public string? Merchant(MerchantId? id) => id is { } known ? merchants.GetValueOrDefault(known.Value) : null;

    /// <summary>What a feature calls the value of a property; null where the value speaks for itself.</summary>
    public LocalizedText? Term(AuditEntry entry, string property) => terms.GetValueOrDefault((entry.Number, property));

    public static async Task<AuditNames> Of(PortalDb db, IEnumerable<IEventTerms> features, IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        var merchants = entries.Select(e => e.MerchantId).OfType<MerchantId>().Distinct().ToList();
        var named = entries.SelectMany(e => AuditDetails.Of(e).Ids()).Distinct().ToList();
        var people = await db.Set<PortalUser>().AsNoTracking().Where(u => named.Contains(u.Id)).Select(u => new { u.Id, u.Name, u.MerchantId }).ToListAsync(cancel);
        var viewer = db.Viewer;
        return new(
            // An owner reads the names of the own people and of the desk, as in tickets; nobody else's can stand in entries of that merchant.
            people.Where(u => viewer.SeesAllMerchants || u.MerchantId is null || u.MerchantId == viewer.Merchant).ToDictionary(u => u.Id, u => u.Name),
            await db.Merchants.Where(m => merchants.Contains(m.Id)).ToDictionaryAsync(m => m.Id.Value, m => m.Name, cancel),
            await Terms([.. features], entries, cancel));
    }

    private static async Task<Dictionary<(long, string), LocalizedText>> Terms(IEventTerms[] features, IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        var terms = new Dictionary<(long, string), LocalizedText>();
        foreach (var entry in entries)
        {
            var details = AuditDetails.Of(entry);
            foreach (var feature in features)
                foreach (var (property, term) in await feature.For(entry.Kind, name => details.Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null, cancel))
                    terms[(entry.Number, property)] = term;
        }

        return terms;
    }
}
