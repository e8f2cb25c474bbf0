using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Audit;

public enum AuditFormat { Csv, Ndjson }

/// <summary>
/// Takes the trail, or what a filter leaves of it, out as a file, oldest first, piece by piece. That it was taken out is written down before the first byte leaves.
/// NDJSON holds every field the hashes are made of, so that another program can check the chain.
/// </summary>
[NeedsFreshSignIn]
public sealed class ExportAudit(IDbContextFactory<PortalDb> databases, Viewer viewer, IFreshSignIn fresh, AuditWords words, IEnumerable<IEventTerms> terms, IOptions<PortalOptions> options)
{
    private const int AtOnce = 500;

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Columns =
        ["number", "time", "kind", "said", "changes", "who", "role", "merchant", "subject", "way", "address", "session", "request", "actor", "key", "details", "hash", "previous"];

    /// <returns>Problem "not-found" for everybody but who may see the whole trail; nothing was written then.</returns>
    public async Task<Result> Run(AuditFilter filter, AuditFormat format, Func<CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeAudit)) return Problem.NotFound;
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;

        await using var db = await databases.CreateDbContextAsync(cancel);
        // Ends here: what is exported must not grow by being exported.
        var last = await db.Set<AuditEntry>().MaxAsync(e => (long?)e.Number, cancel) ?? 0;
        db.Raise(new AuditExported(format.ToString(), Described(filter)));
        await db.SaveChangesAsync(cancel);

        var entries = (await filter.On(db, cancel)).AsNoTracking().Where(e => e.Number <= last).OrderBy(e => e.Number);
        // Spreadsheets read Chinese right only behind a byte order mark; NDJSON has none.
        await using var writer = new StreamWriter(await open(cancel), format is AuditFormat.Csv ? CsvWriter.Encoding : new UTF8Encoding(false), leaveOpen: true);
        var csv = new CsvWriter(writer);
        if (format is AuditFormat.Csv) await csv.Row(Columns);
        for (var after = 0L; ;)
        {
            var from = after;
            var page = await entries.Where(e => e.Number > from).Take(AtOnce).ToListAsync(cancel);
            var names = await AuditNames.Of(db, terms, page, cancel);
            foreach (var entry in page) await (format is AuditFormat.Csv ? csv.Row(Cells(entry, names)) : writer.WriteAsync(Line(entry)));
            await writer.FlushAsync(cancel);
            if (page.Count < AtOnce) return Result.Ok;
            after = page[^1].Number;
        }
    }

    private string?[] Cells(AuditEntry entry, AuditNames names) =>
    [
        entry.Number.ToString(CultureInfo.InvariantCulture), Time(entry.At), entry.Kind, words.Said(entry, names),
        string.Join("; ", words.Changes(entry, names).Select(c => $"{c.What}: {c.Before} → {c.After}")), words.Who(entry, names), words.RoleOf(entry),
        names.Merchant(entry.MerchantId), entry.Subject, entry.Way, entry.Address, entry.Session, entry.Request, entry.Actor?.Value.ToString(), entry.Key?.ToString(),
        entry.Details, entry.Hash, entry.Previous,
    ];

    private string Line(AuditEntry e) => JsonSerializer.Serialize(new
    {
        e.Number,
        e.EventId,
        At = e.At.ToUnixTimeMilliseconds(),
        Time = Time(e.At),
        e.Kind,
        e.Subject,
        MerchantId = e.MerchantId?.Value,
        Actor = e.Actor?.Value,
        e.Key,
        e.Role,
        e.Way,
        e.Session,
        e.Request,
        e.Details,
        e.Name,
        e.NameSalt,
        e.NameHash,
        e.Address,
        e.AddressSalt,
        e.AddressHash,
        e.Previous,
        e.Hash,
    }, Form) + "\n";

    private string Time(DateTimeOffset at) => Times.In(at, options.Value.TimeZone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Without what was typed: a name that was looked for is nobody's business later.</summary>
    private static string? Described(AuditFilter filter) => filter.IsEmpty ? null : string.Join(' ', new[]
    {
        filter.Person is null ? null : "person", filter.Merchant is null ? null : "merchant", filter.Kind,
        filter.From is { } from ? "from " + from.ToString("O", CultureInfo.InvariantCulture) : null, filter.To is { } to ? "to " + to.ToString("O", CultureInfo.InvariantCulture) : null,
    }.Where(part => part is not null));
}
