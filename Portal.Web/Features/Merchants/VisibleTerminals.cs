using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;

namespace Portal.Web.Features.Merchants;

/// <summary>A registered terminal that the viewer may see, with the shop it stands in.</summary>
public sealed record VisibleTerminal(
    TerminalId Id, string Number, string Name, MerchantId MerchantId, string MerchantNumber, string MerchantName, StoreId StoreId, string StoreName, string TimeZone);

/// <summary>Every look at transactions goes through here: the tenant filter decides which terminals there are.</summary>
public sealed class VisibleTerminals(PortalDb db)
{
    /// <summary>All of them, by shop and number, at most so many.</summary>
    public Task<List<VisibleTerminal>> All(int most, CancellationToken cancel) => Query(null).Take(most).ToListAsync(cancel);

    /// <summary>By terminal number, else by what the shop calls it; empty where the viewer has none like it.</summary>
    public async Task<List<VisibleTerminal>> Called(string text, int most, CancellationToken cancel)
    {
        var number = text.ToUpperInvariant();
        var exact = await Query(number).ToListAsync(cancel);
        if (exact.Count > 0) return exact;

        return Named(text, await Query(null).Take(most * 4).ToListAsync(cancel), most);
    }

    /// <summary>The same among terminals that are at hand already.</summary>
    public static List<VisibleTerminal> Called(string text, IReadOnlyList<VisibleTerminal> among)
    {
        var number = text.ToUpperInvariant();
        var exact = among.Where(t => t.Number == number).ToList();
        return exact.Count > 0 ? exact : Named(text, among, among.Count);
    }

    private static List<VisibleTerminal> Named(string text, IReadOnlyList<VisibleTerminal> among, int most)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        return [.. among.Where(t => t.Name.Replace(" ", "", StringComparison.Ordinal).Contains(plain, StringComparison.OrdinalIgnoreCase)).Take(most)];
    }

    /// <summary>The terminal of a transaction; null where it is not registered or not the viewer's.</summary>
    public Task<VisibleTerminal?> Of(string merchantNumber, string terminalNumber, CancellationToken cancel) =>
        Query(terminalNumber, merchantNumber).SingleOrDefaultAsync(cancel);

    private IQueryable<VisibleTerminal> Query(string? number, string? merchantNumber = null) =>
        from terminal in db.Terminals.AsNoTracking()
        join merchant in db.Merchants on terminal.MerchantId equals merchant.Id
        join store in db.Stores on terminal.StoreId equals store.Id
        where number == null || terminal.Number == number
        where merchantNumber == null || merchant.Number == merchantNumber
        orderby store.Number, terminal.Number, merchant.Number
        select new VisibleTerminal(
            terminal.Id, terminal.Number, terminal.Name, merchant.Id, merchant.Number, merchant.Name, store.Id, store.Name, store.TimeZone);
}
