using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Shared.Text;

/// <summary>
/// Markdown that people wrote, as markup. HTML in it stays text; a link leads within the portal, to https or to a telephone, or is no link; pictures are the
/// portal's own. Headings begin at the second level: the first is the page's title.
/// </summary>
public static class Markdown
{
    private const int MostKept = 1_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().Build();
    private static readonly ConcurrentDictionary<string, MarkupString> Kept = new(StringComparer.Ordinal);

    public static MarkupString Render(string markdown)
    {
        if (Kept.TryGetValue(markdown, out var known)) return known;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept.GetOrAdd(markdown, static text => new MarkupString(Html(text)));
    }

    /// <summary>The words alone, for search and excerpts: a heading, list item or cell that ends without a full stop is parted from the next by a dot.</summary>
    public static string Plain(string markdown)
    {
        var parts = (Tried(() => Markdig.Markdown.Parse(markdown, Pipeline).Descendants<LeafBlock>().Select(Words).ToList()) ?? [markdown])
            .Select(part => string.Join(' ', part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(part => part.Length > 0);
        return parts.Aggregate("", (text, part) => text.Length == 0 ? part : text + (char.IsLetterOrDigit(text[^1]) ? " · " : " ") + part);
    }

    private static string Words(LeafBlock block) => block.Inline is null ? block.Lines.ToString() : string.Concat(block.Inline.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        LineBreakInline => " ",
        _ => "",
    }));

    private static string Html(string markdown) => Tried(() => Made(markdown)) ?? $"<p>{HtmlEncoder.Default.Encode(markdown)}</p>";

    /// <summary>Null where it is nested deeper than any text that means something; it is shown as it was typed then.</summary>
    private static T? Tried<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Made(string markdown)
    {
        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        var headings = document.Descendants<HeadingBlock>().ToList();
        if (headings.Any(h => h.Level == 1))
            foreach (var heading in headings) heading.Level = Math.Min(6, heading.Level + 1);

        foreach (var link in document.Descendants<LinkInline>().ToList()) Check(link);
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
            if (link.IsEmail || !IsAllowed(link.Url)) link.ReplaceBy(new LiteralInline(link.Url));

        return document.ToHtml(Pipeline)
            .Replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
    }

    private static void Check(LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url;
        if (link.IsImage ? IsOwn(url) : IsAllowed(url))
        {
            if (!IsOwn(url)) link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
            return;
        }

        // The words stay, the link goes.
        var kept = new ContainerInline();
        while (link.FirstChild is { } child)
        {
            child.Remove();
            kept.AppendChild(child);
        }

        link.ReplaceBy(kept);
    }

    private static bool IsAllowed(string? url) =>
        IsOwn(url)
        || url is not null && IsPlain(url)
            && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url, UriKind.Absolute, out var to) && to.UserInfo.Length == 0
                || url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) && url[4..].All(c => char.IsAsciiDigit(c) || c is '+' or '-'));

    /// <summary>"/help/x", "/codes?q=51", "#part"; not "//elsewhere", and nothing with a scheme.</summary>
    private static bool IsOwn(string? url) =>
        url is { Length: > 0 } && IsPlain(url) && !url.Contains(':') && (url[0] == '#' || url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal));

    /// <summary>No control characters, spaces or backslashes: browsers drop or turn them.</summary>
    private static bool IsPlain(string url) => url.All(c => c > ' ' && c is not '\\' and not (char)127);
}
