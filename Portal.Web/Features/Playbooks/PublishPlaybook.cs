using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Playbooks;

/// <summary>
/// Makes a playbook the one in use. Walks under way stay with theirs; with an urgent correction they are told at the steps it is about, and may move.
/// </summary>
public sealed class PublishPlaybook(PortalDb db, Knowledge knowledge, Viewer viewer, TimeProvider clock)
{
    /// <param name="InUse">Number of the version the author began from.</param>
    public sealed record Input(Playbook Playbook, int InUse, UrgentCorrection? Urgent = null);

    /// <returns>The new version's number; problems not-found (only trainers and administrators publish), stale (somebody else published meanwhile),
    /// and those of <see cref="PlaybookVersion.Publish"/>.</returns>
    public async Task<Result<int>> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.PublishPlaybooks)) return Problem.NotFound;

        knowledge.Forget();
        var before = await knowledge.Playbook(cancel);
        if ((before?.Version ?? 0) != input.InUse) return Problem.Stale;

        var codes = await knowledge.ResponseCodes(cancel);
        var published = PlaybookVersion.Publish(
            Guid.CreateVersion7(), input.Playbook, PlaybookJson.Write(input.Playbook), before, input.Urgent, codes.Knows, viewer.UserId, clock.GetUtcNow());
        if (!published.IsOk) return published.Problem!;

        db.Add(published.Value!);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The number is taken: two published at the same moment.
            return Problem.Stale;
        }

        knowledge.Forget();
        return published.Value!.Number;
    }
}
