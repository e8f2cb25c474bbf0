using Portal.Domain.Common;
using Portal.Domain.Guidance;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Guidance;

/// <summary>What is found for words that somebody typed: response codes that they name or mean, and entries with the place that fits.</summary>
public sealed class SearchHelp(HelpShelf shelf)
{
    private const int MostEntries = 8;
    private const int MostCodes = 6;
    private const int Looked = 60;
    private const int LookedForCodes = 12;
    private const int ExcerptLength = 96;

    public sealed record Found(IReadOnlyList<ResponseCode> Codes, IReadOnlyList<FoundEntry> Entries)
    {
        public bool IsEmpty => Codes.Count == 0 && Entries.Count == 0;
    }

    public sealed record FoundEntry(GuideEntry Entry, IReadOnlyList<ExcerptPiece> Title, IReadOnlyList<ExcerptPiece> Text);

    public async Task<Found> Run(string query, Language language, CancellationToken cancel)
    {
        var all = await shelf.Open(cancel);
        var hits = all.Find(query, language, Looked);
        var named = all.Named(query);

        // Meant codes only where none is named and the name says it, and each meaning once: "余额不足" is the same answer in every scheme.
        var codes = named.Count > 0 ? named : [.. hits.Take(LookedForCodes).Select(h => h.Code).OfType<ResponseCode>()
            .Where(c => Excerpt.Of(c.Name.In(language), query, Limits.SubjectLength).Any(p => p.IsHit))
            .OrderBy(c => Shelf.SchemeOrder(c.Scheme)).DistinctBy(c => c.Name.In(language)).Take(3)];
        var length = language == Language.En ? ExcerptLength * 2 : ExcerptLength;
        return new(
            [.. codes.Take(MostCodes)],
            [.. hits.Select(h => h.Entry).OfType<GuideEntry>().Take(MostEntries).Select(entry => new FoundEntry(
                entry,
                Excerpt.Of(entry.Title.In(language), query, Limits.SubjectLength),
                Excerpt.Of($"{entry.Summary.In(language)} {all.PlainBody(entry, language)}", query, length)))]);
    }
}
