using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Playbooks;

/// <param name="Number">Of the version that corrects.</param>
public sealed record PublishedCorrection(int Number, UrgentCorrection Correction, DateTimeOffset At);

/// <summary>
/// What the portal knows: the playbook in use, any earlier version, the response codes. Kept in memory: a version never changes once it is published,
/// and what is in use is asked for again after half a minute, so every node follows a publication without being told.
/// </summary>
public sealed class Knowledge(DatabaseChoice databases, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, Playbook> versions = [];
    private (DateTimeOffset At, int Number)? newest;
    private (DateTimeOffset At, ResponseCodeCatalogue Catalogue)? codes;
    private (DateTimeOffset At, IReadOnlyList<PublishedCorrection> All)? corrections;

    /// <summary>Null where nothing was ever published.</summary>
    public async Task<Playbook?> Playbook(CancellationToken cancel)
    {
        if (newest is { } known && IsFresh(known.At)) return await Playbook(known.Number, cancel);

        await using var db = databases.Open(Viewer.Portal, clock);
        var number = await db.Set<PlaybookVersion>().MaxAsync(v => (int?)v.Number, cancel);
        if (number is null) return null;
        newest = (clock.GetUtcNow(), number.Value);
        return await Playbook(number.Value, cancel);
    }

    /// <summary>The version a session is pinned to; null where there is none of that number.</summary>
    public async Task<Playbook?> Playbook(int number, CancellationToken cancel)
    {
        if (versions.TryGetValue(number, out var known)) return known;

        await using var db = databases.Open(Viewer.Portal, clock);
        var content = await db.Set<PlaybookVersion>().Where(v => v.Number == number).Select(v => v.Content).SingleOrDefaultAsync(cancel);
        return content is null ? null : versions.GetOrAdd(number, PlaybookJson.Read(content, number));
    }

    /// <summary>Urgent corrections published after that version, oldest first: for walks that are pinned to it.</summary>
    public async Task<IReadOnlyList<PublishedCorrection>> CorrectionsSince(int number, CancellationToken cancel)
    {
        if (corrections is not { } known || !IsFresh(known.At))
        {
            await using var db = databases.Open(Viewer.Portal, clock);
            var urgent = await db.Set<PlaybookVersion>().AsNoTracking().Where(v => v.UrgentAffects != null).OrderBy(v => v.Number)
                .Select(v => new { v.Number, v.UrgentAffects, v.UrgentSentence, v.PublishedAt }).ToListAsync(cancel);
            known = (clock.GetUtcNow(), [.. urgent.Select(v => new PublishedCorrection(v.Number, new(v.UrgentAffects!.Split(' '), v.UrgentSentence!), v.PublishedAt))]);
            corrections = known;
        }

        return [.. known.All.Where(c => c.Number > number)];
    }

    public async Task<ResponseCodeCatalogue> ResponseCodes(CancellationToken cancel)
    {
        if (codes is { } known && IsFresh(known.At)) return known.Catalogue;

        await using var db = databases.Open(Viewer.Portal, clock);
        var rows = await db.Set<StoredResponseCode>().AsNoTracking().ToListAsync(cancel);
        var catalogue = new ResponseCodeCatalogue(rows.Where(r => !r.IsOverride).Select(r => r.Read()), rows.Where(r => r.IsOverride).Select(r => r.Read()));
        codes = (clock.GetUtcNow(), catalogue);
        return catalogue;
    }

    /// <summary>After publishing or changing a code on this node: look again at once.</summary>
    public void Forget() => (newest, codes, corrections) = (null, null, null);

    private bool IsFresh(DateTimeOffset at) => (clock.GetUtcNow() - at).Duration() < Fresh;
}
