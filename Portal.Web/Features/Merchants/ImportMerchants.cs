using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Web.Data;

namespace Portal.Web.Features.Merchants;

/// <summary>Registers merchants, stores and terminals from a file, one terminal a line. Importing again updates; nothing is taken away.</summary>
public sealed class ImportMerchants(PortalDb db)
{
    private const int RowsPerSave = 1_000;

    public sealed record Refused(int Line, string Column);

    public sealed record Report(int Rows, int NewMerchants, int NewStores, int NewTerminals, IReadOnlyList<Refused> Rejected);

    /// <summary>Problems: merchants.no-file, merchants.header (missing names), merchants.unreadable (line).</summary>
    public async Task<Result<Report>> Run(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) return new Problem("merchants.no-file", path);
        var line = 1;
        try
        {
            await using var stream = File.OpenRead(path);
            using var csv = CsvReader.Create(stream, CsvReaderOptions.Default with
            {
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
                MaxRecordSize = Limits.FeedRowBytes,
                TrimWhitespace = true,
            });
            csv.ReadHeader();
            var names = csv.Headers.ToArray().Select(h => h.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToArray();
            string[] missing = [.. MerchantRow.Needed.Where(n => !names.Contains(n))];
            if (missing.Length > 0) return new Problem("merchants.header", string.Join(", ", missing));

            var (rows, merchants, stores, terminals) = (0, 0, 0, 0);
            var rejected = new List<Refused>();
            while (csv.Read())
            {
                line = (int)csv.LineNumber;
                if (csv.FieldCount != names.Length)
                {
                    rejected.Add(new(line, ""));
                    continue;
                }

                var row = MerchantRow.Read(name => Array.IndexOf(names, name) is >= 0 and var i ? csv.GetString(i).Trim() : "", out var wrong);
                if (row is null)
                {
                    rejected.Add(new(line, wrong!));
                    continue;
                }

                var added = await Register(row, cancel);
                (rows, merchants, stores, terminals) = (rows + 1, merchants + added.Merchant, stores + added.Store, terminals + added.Terminal);
                if (rows % RowsPerSave == 0)
                {
                    await db.SaveChangesAsync(cancel);
                    db.ChangeTracker.Clear();
                }
            }

            db.Raise(new MerchantsImported(rows, merchants, stores, terminals, rejected.Count));
            await db.SaveChangesAsync(cancel);
            return new Report(rows, merchants, stores, terminals, rejected);
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvValidationException)
        {
            return new Problem("merchants.unreadable", line);
        }
    }

    private async Task<(int Merchant, int Store, int Terminal)> Register(MerchantRow row, CancellationToken cancel)
    {
        var merchant = db.Merchants.Local.FirstOrDefault(m => m.Number == row.Merchant) ?? await db.Merchants.SingleOrDefaultAsync(m => m.Number == row.Merchant, cancel);
        var isNewMerchant = merchant is null;
        if (merchant is null) db.Merchants.Add(merchant = new Merchant(new(Guid.CreateVersion7()), row.Merchant));
        merchant.Describe(row.MerchantName, row.Mcc, row.Status, row.MerchantLimit, row.ForeignCards);

        var store = db.Stores.Local.FirstOrDefault(s => s.MerchantId == merchant.Id && s.Number == row.Store)
            ?? await db.Stores.SingleOrDefaultAsync(s => s.MerchantId == merchant.Id && s.Number == row.Store, cancel);
        var isNewStore = store is null;
        if (store is null) db.Stores.Add(store = new Store(new(Guid.CreateVersion7()), merchant.Id, row.Store));
        store.Describe(row.StoreName, row.StoreAddress, row.TimeZone);

        var terminal = db.Terminals.Local.FirstOrDefault(t => t.MerchantId == merchant.Id && t.Number == row.Terminal)
            ?? await db.Terminals.SingleOrDefaultAsync(t => t.MerchantId == merchant.Id && t.Number == row.Terminal, cancel);
        var isNewTerminal = terminal is null;
        if (terminal is null) db.Terminals.Add(terminal = new Terminal(new(Guid.CreateVersion7()), merchant.Id, store.Id, row.Terminal));
        var name = row.TerminalName.Length > 0 ? row.TerminalName : terminal.Name;
        terminal.Describe(store.Id, name, row.Serial, row.Model, row.Firmware, row.ContactlessLimit, row.TerminalLimit, row.Contactless, row.EnrolledOn);
        return (isNewMerchant ? 1 : 0, isNewStore ? 1 : 0, isNewTerminal ? 1 : 0);
    }
}
