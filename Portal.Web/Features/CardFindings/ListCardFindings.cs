using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Guarding;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.CardFindings;

/// <summary>Findings of card data, newest first, and how many there were of each kind in the last thirty days.</summary>
public sealed class ListCardFindings(IDbContextFactory<PortalDb> databases, WriteFoundCardData waiting, Viewer viewer, TimeProvider clock)
{
    public const int PageSize = 50, Days = 30;

    /// <param name="Who">Name of the person or key; null: nobody was signed in, or the portal itself.</param>
    public sealed record Line(long Id, DateTimeOffset At, CardPlace Place, string Where, long Times, string? Merchant, string? Who, Way Way);

    /// <param name="Before">Of the next page; null: that was all.</param>
    public sealed record Listed(IReadOnlyList<Line> Lines, IReadOnlyDictionary<CardPlace, long> Lately, long? Before);

    /// <returns>Problem not-found for whoever may not see the whole audit trail.</returns>
    public async Task<Result<Listed>> Run(long? before, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeAudit)) return Problem.NotFound;
        await waiting.Write(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = db.Events.AsNoTracking().Where(e => e.Subject == CardDataFound.About);
        var since = clock.GetUtcNow().AddDays(-Days);
        var lately = await found.Where(e => e.At >= since).Select(e => e.Body).ToListAsync(cancel);
        var page = await (before is { } id ? found.Where(e => e.Id < id) : found).OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancel);
        var shown = page.Take(PageSize).ToList();

        var merchantIds = shown.Select(e => e.MerchantId).OfType<MerchantId>().Distinct().ToList();
        var merchants = await db.Merchants.Where(m => merchantIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        var personIds = shown.Select(e => e.Actor?.Value).OfType<Guid>().Distinct().ToList();
        var people = await db.Set<PortalUser>().Where(u => personIds.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        return new Listed(
            [.. shown.Select(e => LineOf(e, merchants, people))],
            lately.Select(Read).GroupBy(f => f.Place).ToDictionary(g => g.Key, g => g.Sum(f => f.Times)),
            page.Count > PageSize ? shown[^1].Id : null);
    }

    private static Line LineOf(StoredEvent stored, Dictionary<MerchantId, string> merchants, Dictionary<Guid, string> people)
    {
        var found = Read(stored.Body);
        return new(
            stored.Id, stored.At, found.Place, found.Where, found.Times, stored.MerchantId is { } merchant ? merchants.GetValueOrDefault(merchant) : null,
            stored.Actor is { } actor ? people.GetValueOrDefault(actor.Value) : stored.Key is null ? null : stored.Name, stored.Way);
    }

    private static (CardPlace Place, string Where, long Times) Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return (Enum.Parse<CardPlace>(root.GetProperty(nameof(CardDataFound.Place)).GetString()!), root.GetProperty(nameof(CardDataFound.Where)).GetString() ?? "",
            root.GetProperty(nameof(CardDataFound.Times)).GetInt64());
    }
}
