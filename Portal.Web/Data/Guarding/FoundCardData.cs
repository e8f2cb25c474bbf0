using System.Collections.Concurrent;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Guarding;

/// <summary>
/// What the walls against card data met since it was last written down: where, whose and how often, never what. Counted in memory, so that a flood of numbers
/// is a few rows and nobody waits; <see cref="WriteFoundCardData"/> makes events of it.
/// </summary>
public sealed class FoundCardData
{
    /// <summary>Beyond so many kinds at once they are counted together.</summary>
    private const int MostKinds = 500;

    private const string Elsewhere = "…";
    private readonly ConcurrentDictionary<(CardPlace Place, string Where, MerchantId? Merchant, UserId? User, Guid? Key), Found> waiting = new();

    public sealed record Found(CardPlace Place, string Where, Viewer By, long Times);

    public void Note(CardPlace place, string where, Viewer by, long times = 1)
    {
        if (times <= 0) return;
        var key = (place, where, by.Merchant, by.UserId, by.Key);
        if (waiting.Count >= MostKinds && !waiting.ContainsKey(key)) (key, where, by) = ((place, Elsewhere, null, null, null), Elsewhere, Viewer.Nobody);
        waiting.AddOrUpdate(key, _ => new(place, where, by, times), (_, before) => before with { Times = before.Times + times });
    }

    /// <summary>A text that somebody typed on an interactive page: no request carried it past the other walls.</summary>
    public void NoteTyped(string where, string? text, Viewer by)
    {
        if (by.Origin.Way == Way.Web && CardNumbers.Contains(text)) Note(CardPlace.Desk, where, by);
    }

    /// <summary>Hands over what is waiting, once.</summary>
    internal IReadOnlyList<Found> Take()
    {
        var taken = new List<Found>();
        foreach (var key in waiting.Keys)
            if (waiting.TryRemove(key, out var found)) taken.Add(found);
        return taken;
    }
}

/// <summary>Writes findings down as events, twice a minute and when the portal stops; in the name of whoever brought the data.</summary>
public sealed class WriteFoundCardData(FoundCardData findings, DatabaseChoice choice, TimeProvider clock, ILogger<WriteFoundCardData> log) : Rounds(TimeSpan.FromSeconds(30), clock, log)
{
    public async Task Write(CancellationToken cancel)
    {
        var found = findings.Take();
        if (found.Count == 0) return;
        try
        {
            await using var db = choice.Open(Viewer.Nobody, Clock);
            foreach (var one in found) db.Raise(new CardDataFound(one.Place, one.Where, one.Times, one.By.Merchant), one.By);
            await db.SaveChangesAsync(cancel);
        }
        catch (Exception)
        {
            foreach (var one in found) findings.Note(one.Place, one.Where, one.By, one.Times);
            throw;
        }
    }

    protected override Task Round(CancellationToken cancel) => Write(cancel);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(Write, CancellationToken.None);
    }
}
