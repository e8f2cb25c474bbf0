using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Privacy;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.People;
using Portal.Tests.Support;
using Portal.Web.Features.Privacy;

namespace Portal.Tests.Features.Privacy;

/// <summary>The list of erased people and the database are kept in step, whichever of the two was put back.</summary>
public class ReplayTests
{
    [Fact]
    public async Task Whom_the_list_names_is_erased_again_with_their_photos_and_the_chain_holds()
    {
        await using var portal = await TestPortal.Start();
        var (lin, chen) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Chen));
        await portal.Opens(lin);
        await portal.Seals();
        // As after a restore: the database has them, the list says they were erased.
        await portal.Find<ErasedList>().Add(new(lin.UserId!.Value, portal.Clock.GetUtcNow(), WithPhotos: true), default);
        await portal.Find<ErasedList>().Add(new(new(Guid.CreateVersion7()), portal.Clock.GetUtcNow(), WithPhotos: false), default);

        Assert.Equal(1, await portal.Find<ReplayErasures>().Run(default));
        Assert.Equal(0, await portal.Find<ReplayErasures>().Run(default));

        Assert.DoesNotContain(await portal.Everything(), v => v.Value.Contains(Cast.Lin.Name, StringComparison.Ordinal) || v.Value.Contains(Cast.Lin.Email, StringComparison.OrdinalIgnoreCase));
        await using var db = portal.Database();
        Assert.Empty(await db.Set<Attachment>().ToListAsync());
        Assert.Equal(Cast.Chen.Name, await db.Users.Where(u => u.Id == chen.UserId!.Value.Value).Select(u => u.Name).SingleAsync());
        Assert.Equal("user/" + lin.UserId!.Value.Value, Assert.Single(await portal.Events(nameof(ErasureRepeated))).Subject);
        await portal.Seals();
        Assert.Null((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task Whom_the_database_erased_and_the_list_does_not_name_is_written_into_it()
    {
        await using var portal = await TestPortal.Start();
        var (lin, chen, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Bao), await portal.Keeper());
        await portal.Opens(lin);
        await portal.Erases(keeper, lin.UserId, Cast.Lin.Email, photos: true);
        await portal.Erases(keeper, chen.UserId, Cast.Bao.Email);
        var list = portal.Find<ErasedList>();
        var whole = await list.Read(default);
        // The process was stopped before the second was written whole; the first is lost.
        await File.WriteAllTextAsync(list.Path, $"# head\n{chen.UserId!.Value.Value.ToString()[..20]}");

        Assert.Equal(0, await portal.Find<ReplayErasures>().Run(default));

        Assert.Equal(whole.Select(l => (l.Person, l.At, l.WithPhotos)).OrderBy(l => l.Person.Value), (await list.Read(default)).Select(l => (l.Person, l.At, l.WithPhotos)).OrderBy(l => l.Person.Value));
    }

    [Fact]
    public async Task The_list_holds_ids_alone_and_is_the_portals_to_read()
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());
        await portal.Erases(keeper, lin.UserId, Cast.Lin.Email);

        var list = portal.Find<ErasedList>();
        var lines = (await File.ReadAllLinesAsync(list.Path)).Where(l => l.Length > 0 && !l.StartsWith('#')).ToList();

        Assert.Equal([$"{lin.UserId!.Value.Value} 2026-11-23T06:05:00Z"], lines);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(list.Path));
    }
}
