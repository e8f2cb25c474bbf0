using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Tests.Features.People;
using Portal.Tests.Support;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Privacy;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Privacy;

/// <summary>What the tests of copies and erasures set up and look at. The people in it are real ones: they have signed in.</summary>
internal static class PrivacyScene
{
    public const string PhotoName = "林小雨的自拍.png";
    public const string Said = "机器一直说网络忙，我叫小林";

    private static readonly byte[] Photo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");

    public static Viewer From(this Viewer viewer, string address) => viewer with { Origin = new(Way.Web, address, null, null) };

    public static async Task<int> Opens(this TestPortal portal, Viewer viewer, bool photo = true)
    {
        Upload[] photos = photo ? [new Upload(PhotoName, Photo.Length, () => new MemoryStream(Photo))] : [];
        var opened = await portal.As(viewer).Run<OpenTicket, Result<int>>(u => u.Run(new(Guid.CreateVersion7(), null, null, Cast.Till1.Id, "网络忙", Said, photos), default));
        Assert.True(opened.IsOk, opened.Problem?.Code);
        return opened.Value;
    }

    public static async Task Answers(this TestPortal portal, Viewer viewer, int number) =>
        Assert.True((await portal.As(viewer).Run<AnswerTicket>(u => u.Run(new(number, Guid.CreateVersion7(), "请重启"), default))).IsOk);

    public static async Task Assigns(this TestPortal portal, Viewer by, int number, UserId? to)
    {
        var seen = (await portal.Reads(by, number)).Ticket.Version;
        Assert.True((await portal.As(by).Run<AssignTicket>(u => u.Run(new(number, seen, to), default))).IsOk);
    }

    public static async Task<ReadTicket.View> Reads(this TestPortal portal, Viewer viewer, int number) =>
        (await portal.As(viewer).Run<ReadTicket, ReadTicket.View?>(u => u.Run(number, default)))!;

    public static async Task<Result<ErasePerson.Erased>> Erases(
        this TestPortal portal, Viewer by, UserId? person, string? typed, string? reason = "Asked", string? ticket = null, bool photos = false) =>
        await portal.As(by).Run<ErasePerson, Result<ErasePerson.Erased>>(e => e.Run(new(person!.Value, typed, reason, ticket, photos), default));

    /// <summary>A second administrator, so that the other may go, and who does the work.</summary>
    public static async Task<Viewer> Keeper(this TestPortal portal) => await portal.Known(new Cast.Person("keeper@acquirer.example", "胡保管", Role.Admin));

    public static async Task<Result> Exports(this TestPortal portal, Viewer by, UserId person, Stream to) =>
        await portal.As(by).Run<ExportPerson>(e => e.Run(person, _ => Task.FromResult(to), default));

    /// <summary>Name of each file in it, with its text; photos by their length.</summary>
    public static async Task<Dictionary<string, string>> Unpack(Stream zip)
    {
        zip.Position = 0;
        var files = new Dictionary<string, string>();
        await using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files[entry.FullName] = await reader.ReadToEndAsync();
        }

        return files;
    }

    /// <summary>Every value of every column of every table as it is kept, with its place.</summary>
    public static async Task<IReadOnlyList<(string Place, string Value)>> Everything(this TestPortal portal)
    {
        await using var db = portal.Database();
        var found = new List<(string, string)>();
        var read = typeof(PrivacyScene).GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned() && t.ClrType != typeof(Dictionary<string, object>)))
        {
            foreach (var row in await (Task<List<object>>)read.MakeGenericMethod(type.ClrType).Invoke(null, [db])!)
                foreach (var property in type.GetProperties().Where(p => !p.IsShadowProperty()))
                {
                    var value = property.GetGetter().GetClrValue(row);
                    var kept = value is null ? null : property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
                    if (kept is string text) found.Add(($"{type.GetTableName()}.{property.Name}", text));
                }
        }

        return found;
    }

    private static async Task<List<object>> Rows<T>(Portal.Web.Data.PortalDb db) where T : class => [.. (await db.Set<T>().AsNoTracking().ToListAsync()).Cast<object>()];
}
