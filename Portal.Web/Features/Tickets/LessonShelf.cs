using Portal.Domain.Common;

namespace Portal.Web.Features.Tickets;

/// <summary>The lessons that can travel with a ticket, and who of a shop has read them.</summary>
public sealed class LessonShelf
{
    public sealed record Lesson(string Slug, int Version, LocalizedText Title, int Minutes);

    public sealed record ReadBy(int Read, int Of);

    public Task<IReadOnlyList<Lesson>> All(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Lesson>>([]);

    public Task<IReadOnlyDictionary<string, ReadBy>> Readers(MerchantId merchant, StoreId? store, IReadOnlyCollection<string> slugs, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, ReadBy>>(new Dictionary<string, ReadBy>());
}
