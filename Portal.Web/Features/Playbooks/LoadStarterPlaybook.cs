using Microsoft.EntityFrameworkCore;
using Portal.Domain.Playbooks;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Playbooks;

/// <summary>Puts the shipped playbook and response codes into a database that has none. What is there already is left alone.</summary>
public sealed class LoadStarterPlaybook(DatabaseChoice databases, Knowledge knowledge, TimeProvider clock) : IStartupStep
{
    public async Task Run(CancellationToken cancel)
    {
        await using var db = databases.Open(Viewer.Portal, clock);
        var hasPlaybook = await db.Set<PlaybookVersion>().AnyAsync(cancel);
        var hasCodes = await db.Set<StoredResponseCode>().AnyAsync(cancel);
        if (hasPlaybook && hasCodes) return;

        var pack = await StarterPack.Read(StarterPack.Folder, cancel);
        if (!pack.IsOk) throw new InvalidDataException($"The starter pack is broken: {pack.Problem!.Code} {string.Join(' ', pack.Problem.Args)}");

        if (!hasCodes) db.AddRange(pack.Value!.ResponseCodes.Select(code => new StoredResponseCode(Guid.CreateVersion7(), code, isOverride: false)));
        if (!hasPlaybook)
        {
            var playbook = pack.Value!.Playbook;
            db.Add(new PlaybookVersion(Guid.CreateVersion7(), playbook.Id, 1, PlaybookJson.Write(playbook), null, clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        knowledge.Forget();
    }
}
