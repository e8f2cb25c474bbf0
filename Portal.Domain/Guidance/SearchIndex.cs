namespace Portal.Domain.Guidance;

public sealed record SearchDocument(string Id, string Title, string Body);

/// <param name="Score">Higher is better; comparable within one answer only.</param>
public sealed record SearchHit(string Id, double Score);

/// <summary>
/// Finds documents in memory: any word of the query counts (people type "小票打不出来", not keywords), rare words count more, a word in the title three times
/// (BM25, parameters as usual). Built once, then only read.
/// </summary>
public sealed class SearchIndex
{
    private const double TitleWeight = 3;
    private const double Saturation = 1.2;
    private const double LengthShare = 0.6;

    /// <summary>Single characters break ties; where the query has longer words they must not decide.</summary>
    private const double SingleWeight = 0.25;

    private readonly Dictionary<string, List<(int Document, double Times)>> postings = new(StringComparer.Ordinal);
    private readonly string[] ids;
    private readonly double[] lengths;
    private readonly double averageLength;

    public SearchIndex(IReadOnlyList<SearchDocument> documents)
    {
        ids = [.. documents.Select(d => d.Id)];
        lengths = new double[ids.Length];
        for (var number = 0; number < ids.Length; number++)
        {
            var times = new Dictionary<string, double>(StringComparer.Ordinal);
            Count(documents[number].Title, TitleWeight, times);
            Count(documents[number].Body, 1, times);
            lengths[number] = times.Values.Sum();
            foreach (var (token, count) in times)
            {
                if (!postings.TryGetValue(token, out var list)) postings[token] = list = [];
                list.Add((number, count));
            }
        }

        averageLength = ids.Length == 0 ? 1 : Math.Max(1, lengths.Average());
    }

    /// <summary>Best first; empty where no word of the query stands anywhere.</summary>
    public IReadOnlyList<SearchHit> Find(string query, int most)
    {
        var tokens = Wanted(query);
        var scores = new Dictionary<int, double>();
        foreach (var (token, weight) in tokens)
        {
            if (!postings.TryGetValue(token, out var list)) continue;
            var rarity = Math.Log(1 + (ids.Length - list.Count + 0.5) / (list.Count + 0.5));
            foreach (var (document, times) in list)
            {
                var norm = Saturation * (1 - LengthShare + LengthShare * lengths[document] / averageLength);
                scores[document] = scores.GetValueOrDefault(document) + weight * rarity * times * (Saturation + 1) / (times + norm);
            }
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(most).Select(s => new SearchHit(ids[s.Key], s.Value))];
    }

    /// <summary>What of the query is looked for, each token once, with how much it counts.</summary>
    internal static Dictionary<string, double> Wanted(string query)
    {
        var tokens = Tokens.Of(query);
        var words = tokens.Where(t => t.Kind != TokenKind.Word || !EnglishStem.IsEmpty(t.Text)).ToList();
        if (words.Count == 0) words = [.. tokens];
        var hasPairs = words.Any(t => t.Kind == TokenKind.HanPair);
        return words.DistinctBy(t => t.Text).ToDictionary(t => t.Text, t => t.Kind == TokenKind.Han && hasPairs ? SingleWeight : 1);
    }

    private static void Count(string text, double weight, Dictionary<string, double> times)
    {
        foreach (var token in Tokens.Of(text)) times[token.Text] = times.GetValueOrDefault(token.Text) + weight;
    }
}
