using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Audit;

/// <summary>What an administrator looks for in the trail, as typed and as it stands in the address.</summary>
/// <param name="Person">Part of a name, a mail address or an id; also finds what was done to that person.</param>
/// <param name="Merchant">Part of a name, or the number.</param>
/// <param name="Kind">Name of an event type.</param>
/// <param name="From">First day, in the portal's time zone.</param>
/// <param name="To">Last day.</param>
public sealed record AuditFilter(string? Person, string? Merchant, string? Kind, DateOnly? From, DateOnly? To, string Zone)
{
    private const int MostMeant = 200;

    public static AuditFilter Of(string? person, string? merchant, string? kind, string? from, string? to, string zone) =>
        new(Given(person), Given(merchant), Given(kind), Day(from), Day(to), zone);

    public bool IsEmpty => this is { Person: null, Merchant: null, Kind: null, From: null, To: null };

    public async Task<IQueryable<AuditEntry>> On(PortalDb db, CancellationToken cancel)
    {
        var entries = db.Set<AuditEntry>().AsQueryable();
        if (Kind is { } kind) entries = entries.Where(e => e.Kind == kind);
        if (From is { } from)
        {
            var start = Start(from);
            entries = entries.Where(e => e.At >= start);
        }

        if (To is { } to)
        {
            var end = Start(to.AddDays(1));
            entries = entries.Where(e => e.At < end);
        }

        if (Merchant is { } merchant)
        {
            var ids = await db.Merchants.Where(m => m.Number == merchant || m.Name.Contains(merchant)).Select(m => (MerchantId?)m.Id).Take(MostMeant).ToListAsync(cancel);
            entries = entries.Where(e => ids.Contains(e.MerchantId));
        }

        return Person is { } person ? await Of(db, entries, person, cancel) : entries;
    }

    private static async Task<IQueryable<AuditEntry>> Of(PortalDb db, IQueryable<AuditEntry> entries, string person, CancellationToken cancel)
    {
        if (Guid.TryParse(person, out var id))
        {
            var (actor, subject) = (new UserId(id), "user/" + id);
            return entries.Where(e => e.Actor == actor || e.Key == id || e.Subject == subject);
        }

        var mail = person.ToUpperInvariant();
        var ids = await db.Set<PortalUser>().Where(u => u.Name.Contains(person) || u.NormalizedEmail == mail).Select(u => u.Id).Take(MostMeant).ToListAsync(cancel);
        var (actors, subjects) = (ids.Select(i => (UserId?)new UserId(i)).ToList(), ids.Select(i => "user/" + i).ToList());
        return entries.Where(e => e.Name == person || actors.Contains(e.Actor) || subjects.Contains(e.Subject));
    }

    private DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(midnight, Times.Zone(Zone).GetUtcOffset(midnight));
    }

    private static string? Given(string? typed) => typed?.Trim() is { Length: > 0 and <= Limits.SearchLength } text ? text : null;

    private static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
