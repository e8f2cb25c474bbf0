using Portal.Domain.Common;
using Portal.Web.Features.Training;

namespace Portal.Web.Features.Tickets;

/// <summary>The lessons that can travel with a ticket, and who of a shop has read them.</summary>
public sealed class LessonShelf(LessonCatalogue catalogue, WhoHasRead readers)
{
    public sealed record Lesson(string Slug, int Version, LocalizedText Title, int Minutes);

    public sealed record ReadBy(int Read, int Of);

    public async Task<IReadOnlyList<Lesson>> All(CancellationToken cancel) =>
        [.. (await catalogue.All(cancel)).Select(l => new Lesson(l.Slug, l.Version, l.Title, l.Minutes))];

    /// <summary>Of the merchant's people, how many have read the version that is current now.</summary>
    public async Task<IReadOnlyDictionary<string, ReadBy>> Readers(MerchantId merchant, IReadOnlyCollection<string> slugs, CancellationToken cancel)
    {
        if (slugs.Count == 0 || await readers.All(merchant, cancel) is not { IsOk: true, Value: { } found }) return new Dictionary<string, ReadBy>();
        return found.Where(f => slugs.Contains(f.Key)).ToDictionary(f => f.Key, f => new ReadBy(f.Value.Count(r => r.IsCurrent), f.Value.Count));
    }
}
