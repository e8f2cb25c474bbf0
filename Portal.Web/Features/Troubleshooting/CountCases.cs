using Microsoft.EntityFrameworkCore;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>How many ended walks point to which cause, summed by the database over what the viewer may see; see <see cref="LearnedShares"/>.</summary>
public sealed class CountCases(PortalDb db)
{
    public async Task<IReadOnlyList<CauseCount>> Run(CancellationToken cancel)
    {
        var sums = await db.Set<TroubleshootingSession>().Where(s => s.About != null)
            .SelectMany(s => s.CausesLeft, (s, c) => new { About = s.About!, s.PlaybookVersion, c.Cause, s.Status, Approved = s.ApprovalId != null, c.Share })
            .GroupBy(c => new { c.About, c.PlaybookVersion, c.Cause, c.Status, c.Approved })
            .Select(g => new { g.Key, Cases = g.Sum(c => c.Share) })
            .ToListAsync(cancel);

        return
        [
            .. sums.GroupBy(s => (s.Key.About, s.Key.PlaybookVersion, s.Key.Cause)).Select(g => new CauseCount(
                g.Key.About, g.Key.PlaybookVersion, g.Key.Cause,
                g.Where(s => s.Key is { Status: SessionStatus.Resolved, Approved: true }).Sum(s => s.Cases),
                g.Where(s => s.Key is { Status: SessionStatus.Resolved, Approved: false }).Sum(s => s.Cases),
                g.Where(s => s.Key.Status == SessionStatus.Escalated).Sum(s => s.Cases))),
        ];
    }
}
