using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Guidance;
using Portal.Domain.Transactions;
using Portal.Web.Data;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Viewing;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Guidance;

/// <summary>All entries and response codes with their search index, in memory. Looked at again after half a minute; indexed anew only where something changed.</summary>
public sealed class HelpShelf(DatabaseChoice databases, Knowledge knowledge, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private (DateTimeOffset At, Shelf Shelf)? kept;

    public async Task<Shelf> Open(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (kept is { } known && (now - known.At).Duration() < Fresh) return known.Shelf;

        await using var db = databases.Open(Viewer.Portal, clock);
        var contents = await db.Set<StoredGuide>().OrderBy(g => g.Slug).Select(g => g.Content).ToListAsync(cancel);
        var codes = (await knowledge.ResponseCodes(cancel)).All;
        var shelf = kept is { } before && before.Shelf.IsOf(contents, codes) ? before.Shelf : new Shelf(contents, codes);
        kept = (now, shelf);
        return shelf;
    }

    /// <summary>After changing an entry on this node: look again at once.</summary>
    public void Forget() => kept = null;
}

/// <summary>One state of what there is to read.</summary>
public sealed class Shelf
{
    private const string CodeMark = "code:";

    private readonly IReadOnlyList<string> contents;
    private readonly Dictionary<string, GuideEntry> bySlug;
    private readonly Dictionary<string, ResponseCode> byCode;
    private readonly Dictionary<Language, SearchIndex> indexes = [];
    private readonly Dictionary<(string Slug, Language), string> plain = [];

    public Shelf(IReadOnlyList<string> contents, IReadOnlyList<ResponseCode> codes)
    {
        this.contents = contents;
        Codes = codes;
        Entries = [.. contents.Select(StoredGuide.Read).OrderBy(e => e.Topic).ThenBy(e => e.Order)];
        bySlug = Entries.ToDictionary(e => e.Slug, StringComparer.Ordinal);
        byCode = codes.ToDictionary(CodeKey, StringComparer.OrdinalIgnoreCase);
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var entry in Entries) plain[(entry.Slug, language)] = Markdown.Plain(entry.Body.In(language));
            indexes[language] = new SearchIndex([.. Entries.Select(e => Document(e, language)), .. codes.Select(c => Document(c, language))]);
        }
    }

    public IReadOnlyList<GuideEntry> Entries { get; }

    public IReadOnlyList<ResponseCode> Codes { get; }

    public GuideEntry? Entry(string slug) => bySlug.GetValueOrDefault(slug);

    public ResponseCode? Code(string scheme, string code) => byCode.GetValueOrDefault($"{scheme}/{code}");

    /// <summary>The body without its markup.</summary>
    public string PlainBody(GuideEntry entry, Language language) => plain[(entry.Slug, language)];

    /// <summary>Best first, entries and codes together.</summary>
    public IReadOnlyList<(GuideEntry? Entry, ResponseCode? Code)> Find(string query, Language language, int most) =>
        [.. indexes[language].Find(query, most).Select(hit => hit.Id.StartsWith(CodeMark, StringComparison.Ordinal)
            ? ((GuideEntry?)null, (ResponseCode?)byCode[hit.Id[CodeMark.Length..]]) : (bySlug[hit.Id], null))];

    /// <summary>The codes a query names: "51", "a0", "MAC03" in any scheme.</summary>
    public IReadOnlyList<ResponseCode> Named(string query)
    {
        var words = query.Normalize(System.Text.NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Pieces).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Codes.Where(c => words.Contains(c.Code)).OrderBy(c => SchemeOrder(c.Scheme)).ThenBy(c => c.Code, StringComparer.Ordinal)];
    }

    public static int SchemeOrder(string scheme) => scheme switch { "unionpay" => 0, "visa" => 1, "mastercard" => 2, ResponseCodeCatalogue.Fallback => 4, _ => 3 };

    internal bool IsOf(IReadOnlyList<string> other, IReadOnlyList<ResponseCode> codes) => contents.SequenceEqual(other) && Codes.SequenceEqual(codes);

    private static string CodeKey(ResponseCode code) => $"{code.Scheme}/{code.Code}";

    /// <summary>"报51是什么" holds "51": runs of Latin letters and digits, whatever stands around them.</summary>
    private static IEnumerable<string> Pieces(string word) => System.Text.RegularExpressions.Regex.Matches(word, "[A-Za-z0-9]+").Select(m => m.Value);

    private SearchDocument Document(GuideEntry entry, Language language) =>
        new(entry.Slug, entry.Title.In(language), $"{entry.Summary.In(language)} {entry.Summary.In(language)} {PlainBody(entry, language)} {string.Join(' ', entry.Codes)}");

    private static SearchDocument Document(ResponseCode code, Language language) =>
        new(CodeMark + CodeKey(code), $"{code.Code} {code.Name.In(language)}", $"{code.TypicalCauses.In(language)} {code.FirstAction.In(language)}");
}
