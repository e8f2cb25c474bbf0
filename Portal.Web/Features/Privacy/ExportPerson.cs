using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Audit;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Audit;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Takes out a copy of what is kept of one person (PIPL art. 45): a ZIP of JSON files, their photos and a read-me, written piece by piece. That it was taken
/// is written down before the first byte leaves.
/// </summary>
[NeedsFreshSignIn]
public sealed class ExportPerson(
    DatabaseChoice choice, SealEvents seal, AuditWords words, IEnumerable<IEventTerms> terms, PortalName portal, IStringLocalizer<PrivacyText> text, IOptions<PortalOptions> options, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Of the trail, beside the parts that are rows as they are.</summary>
    public const string Trail = "trail";

    /// <summary>For somebody who asked, by whoever looks after privacy.</summary>
    /// <param name="open">Called once nothing is in the way any more.</param>
    /// <returns>Problems not-found, erase-done; nothing was written then.</returns>
    public async Task<Result> Run(UserId person, Func<CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        return viewer.May(Permission.ManagePrivacy) ? await Write(person, open, cancel) : Problem.NotFound;
    }

    /// <summary>One's own.</summary>
    public async Task<Result> Own(Func<CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        return viewer is { UserId: { } me, IsVisiting: false } ? await Write(me, open, cancel) : Problem.NotFound;
    }

    /// <summary>"my-data-20261127.zip": whose it is stands in it, not on it.</summary>
    public static string FileName(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"personal-data-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.zip");

    private async Task<Result> Write(UserId id, Func<CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        if (await Note(id, cancel) is { IsOk: false } refused) return refused;

        // What happened a moment ago is in the trail then.
        await seal.Run(cancel);
        var to = new GatheredWrites(await open(cancel));
        await using (var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel)) await Fill(zip, id, cancel);
        await to.FlushAsync(cancel);
        return Result.Ok;
    }

    private async Task Fill(ZipArchive zip, UserId id, CancellationToken cancel)
    {
        var form = Form(options.Value.TimeZone);
        var parts = PersonParts.Of(id);
        await Put(zip, "read-me.txt", to => to.WriteAsync(Encoding.UTF8.GetBytes(ReadMe(parts)), cancel).AsTask(), cancel);
        foreach (var part in parts)
        {
            // As the portal itself: what somebody wrote in a store they no longer work in is theirs all the same. Every part asks for the one person.
            await using var db = choice.Open(Viewer.Portal, clock);
            await Put(zip, part.Name + ".json", to => part.Write(db, to, form, cancel), cancel);
        }

        await Put(zip, Trail + ".json", to => JsonSerializer.SerializeAsync(to, Entries(id, cancel), form, cancel), cancel);
        await Photos(zip, id, cancel);
    }

    private async Task<Result> Note(UserId id, CancellationToken cancel)
    {
        await using var db = choice.Open(viewer, clock);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id.Value, cancel) is not { } person) return Problem.NotFound;
        if (person.ErasedAt is not null) return ErasureProblems.Erased;
        db.Raise(new PersonExported(id, person.MerchantId));
        await db.SaveChangesAsync(cancel);
        return Result.Ok;
    }

    /// <summary>What they did, and what was done to them: by whom says only the role, for the others have a name of their own.</summary>
    private async IAsyncEnumerable<object> Entries(UserId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        UserId? them = id;
        var subject = $"user/{id.Value}";
        for (var after = 0L; ;)
        {
            var from = after;
            await using var db = choice.Open(Viewer.Portal, clock);
            var page = await db.Set<AuditEntry>().AsNoTracking().Where(e => (e.Actor == them || e.Subject == subject) && e.Number > from).OrderBy(e => e.Number).Take(AtOnce).ToListAsync(cancel);
            var names = await AuditNames.Of(db, terms, page, cancel);
            foreach (var entry in page)
            {
                var own = entry.Actor == them;
                yield return new
                {
                    entry.Number,
                    entry.At,
                    entry.Kind,
                    Said = words.Said(entry, names),
                    Changes = words.Changes(entry, names),
                    ByYou = own,
                    Role = words.RoleOf(entry),
                    Way = words.WayOf(entry),
                    Address = own || entry.Actor is null ? entry.Address : null,
                };
            }

            if (page.Count < AtOnce) yield break;
            after = page[^1].Number;
        }
    }

    private async Task Photos(ZipArchive zip, UserId id, CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        var photos = await Forgetting.PhotosOf(db, id).OrderBy(a => a.Id)
            .Select(a => new { a.Id, a.MessageNo, a.Content, Ticket = db.Set<Ticket>().Where(t => t.Id == a.TicketId).Select(t => t.Number).FirstOrDefault() }).ToListAsync(cancel);
        foreach (var photo in photos)
            await Put(zip, string.Create(CultureInfo.InvariantCulture, $"photos/{TicketNumber.Show(photo.Ticket)}-{photo.MessageNo}-{photo.Id.Value}.jpg"), async to =>
            {
                for (var no = 0; await db.Set<ContentPiece>().AsNoTracking().Where(p => p.Hash == photo.Content && p.No == no).Select(p => p.Bytes).SingleOrDefaultAsync(cancel) is { } bytes; no++)
                    await to.WriteAsync(bytes, cancel);
            }, cancel);
    }

    private static async Task Put(ZipArchive zip, string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        await using var to = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await write(to);
    }

    private string ReadMe(IReadOnlyList<PersonPart> parts)
    {
        var said = new StringBuilder();
        said.AppendLine(text["Export.Title", portal.ToString(), Times.Machine(clock.GetUtcNow(), options.Value.TimeZone)]).AppendLine().AppendLine(text["Export.Lead"]).AppendLine();
        foreach (var name in parts.Select(p => p.Name).Append(Trail)) said.AppendLine(CultureInfo.InvariantCulture, $"{name}.json  {text["File." + name]}");
        said.AppendLine(CultureInfo.InvariantCulture, $"photos/  {text["File.photos"]}").AppendLine().AppendLine(text["Export.Left"]);
        return said.ToString();
    }

    private static JsonSerializerOptions Form(string zone) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new InZone(zone) },
    };

    private sealed class InZone(string zone) : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Times.Machine(value, zone));
    }
}
