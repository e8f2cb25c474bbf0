using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Keeps the list of erased people and the database in step, at every start and after every restore: whom the list names and the database still knows is
/// erased again, whom the database erased and the list does not name is written into it.
/// </summary>
public sealed class ReplayErasures(DatabaseChoice choice, ErasedList list, TimeProvider clock) : IStartupStep
{
    private const int AtOnce = 500;

    /// <summary>What an open page of theirs may still have written while it was being ended.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(3);

    async Task IStartupStep.Run(CancellationToken cancel) => await Run(cancel);

    /// <returns>How many people were erased again.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var lines = await list.Read(cancel);
        var again = 0;
        foreach (var some in lines.DistinctBy(l => l.Person).Chunk(AtOnce))
        {
            await using var db = choice.Open(Viewer.Portal, clock);
            var ids = some.Select(l => l.Person.Value).ToList();
            var back = await db.Users.Where(u => ids.Contains(u.Id) && u.ErasedAt == null).Select(u => u.Id).ToListAsync(cancel);
            foreach (var line in some.Where(l => back.Contains(l.Person.Value))) again += await Again(line, cancel);
        }

        await WriteMissing([.. lines.Select(l => l.Person)], cancel);
        return again;
    }

    /// <summary>Once a day: takes out what was written in the name of somebody while they were being erased.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - Late;
        await using var look = choice.Open(Viewer.Portal, clock);
        foreach (var id in await look.Users.Where(u => u.ErasedAt > since).Select(u => u.Id).ToListAsync(cancel))
            await Forget(id, photos: false, happened: null, cancel);
    }

    private async Task<int> Again(ErasedList.Line line, CancellationToken cancel)
    {
        await Forget(line.Person.Value, line.WithPhotos, person => new ErasureRepeated(line.Person, person.MerchantId), cancel);
        return 1;
    }

    private async Task Forget(Guid id, bool photos, Func<PortalUser, PortalEvent>? happened, CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        await using var overwriting = await Overwriting.Begin(db, cancel);
        await using var together = await db.Database.BeginTransactionAsync(cancel);
        var person = await db.Users.Include(u => u.Stores).SingleAsync(u => u.Id == id, cancel);
        await Forgetting.Of(db, person, photos, new Author(null, Viewer.Portal.Name), clock.GetUtcNow(), cancel);
        if (happened is not null) db.Raise(happened(person));
        await db.SaveChangesAsync(cancel);
        await together.CommitAsync(cancel);
    }

    /// <summary>The process was stopped between the database and the list, or another node did it.</summary>
    private async Task WriteMissing(HashSet<UserId> listed, CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        foreach (var erased in await db.Users.Where(u => u.ErasedAt != null).Select(u => new { u.Id, At = u.ErasedAt!.Value }).ToListAsync(cancel))
        {
            var person = new UserId(erased.Id);
            if (listed.Contains(person)) continue;
            var subject = $"user/{erased.Id}";
            var told = await db.Events.Where(e => e.Subject == subject && e.Kind == nameof(PersonErased)).Select(e => e.Body).FirstOrDefaultAsync(cancel);
            var photos = told is not null && JsonSerializer.Deserialize<PersonErased>(told, EventBody.Form) is { Photos: > 0 };
            await list.Add(new(person, erased.At, photos), cancel);
        }
    }
}
