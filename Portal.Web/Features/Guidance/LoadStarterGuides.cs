using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Guidance;

/// <summary>Puts the shipped questions and articles into a database that has none. What is there already is left alone.</summary>
public sealed class LoadStarterGuides(DatabaseChoice databases, TimeProvider clock) : IStartupStep
{
    public async Task Run(CancellationToken cancel)
    {
        await using var db = databases.Open(Viewer.Portal, clock);
        if (await db.Set<StoredGuide>().AnyAsync(cancel)) return;

        var pack = await GuidePack.Read(StarterPack.Folder, cancel);
        if (!pack.IsOk) throw new InvalidDataException($"The starter pack is broken: {string.Join(": ", pack.Problem!.Args)}");

        db.AddRange(pack.Value!.Select(entry => new StoredGuide(Guid.CreateVersion7(), entry)));
        await db.SaveChangesAsync(cancel);
    }
}
