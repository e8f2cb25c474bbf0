using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Portal.Web.Shared.Text;

namespace Portal.Fuzz;

/// <summary>Text that people wrote, rendered, and read back by a parser as a browser would: no element, attribute or address that could do anything.</summary>
internal sealed class MarkdownTarget : Target
{
    private static readonly HashSet<string> Elements =
    [
        "html", "head", "body", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del", "ins", "mark", "sub", "sup", "a", "img", "br", "hr",
        "table", "thead", "tbody", "tr", "th", "td", "div",
    ];

    private static readonly HashSet<string> Attributes = ["href", "src", "alt", "title", "rel", "class", "tabindex", "start", "type", "style"];

    private readonly HtmlParser parser = new();

    public override string Name => "markdown";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "# Head\n\nSome *words* and **more**, `code`, ~~gone~~, ^up^, [a link](/help/x \"title\"), ![picture](/images/a.png)\n\n1. one\n2. two\n   - deep\n     > quote\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
            "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) [y]( JaVaScRiPt:alert(1)) <https://example.com> <javascript:alert(1)> [z]: data:text/html,x\n\n[z]\n",
            "```html\n<b onclick=x>\n```\n\n~~~\n\t</code></pre><script>\n~~~\n\n---\n\nhard  \nbreak\\\nline &lt;script&gt; &#60; &#x3c; \\< \\[ \\]( ![](//evil.example/x) [t](tel:+86-10)\n",
            "[a][b]\n\n[b]: https://user@evil.example/ 'x\" onmouseover=\"y'\n\n![i][j]\n\n[j]: /x\" onerror=\"z\n\n* * *\n\n> > > > deep\n\n<a href=\"x\">y</a> <!-- c --> <?php ?> <![CDATA[x]]>\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words => ["](", "![", "[x]: ", "<", "```", "~~", "==", "++", "| ", "|---|", "&#x6a;avascript:", "&Tab;", "&colon;", "onerror=", "style=", "href=\"", "{.class onclick=x}", "\\", "vbscript:", "https://", "//", "/\\"];

    public override Task<string?> Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        Markdown.Plain(text);
        using var document = parser.ParseDocument(Markdown.Render(text).Value ?? "");
        foreach (var element in document.All)
        {
            if (!Elements.Contains(element.LocalName)) return Task.FromResult<string?>($"makes <{element.LocalName}>");
            foreach (var attribute in element.Attributes)
            {
                if (!Attributes.Contains(attribute.Name)) return Task.FromResult<string?>($"makes {attribute.Name}=");
                if (attribute.Name == "style" && attribute.Value is not ("text-align: left;" or "text-align: right;" or "text-align: center;")) return Task.FromResult<string?>($"makes style={attribute.Value}");
                if (attribute.Name is "href" or "src" && !Leads(element, attribute.Value)) return Task.FromResult<string?>($"leads to {attribute.Value}");
            }
        }

        return Task.FromResult<string?>(null);
    }

    private static bool Leads(IElement element, string to)
    {
        var own = to.StartsWith('#') || to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal);
        if (element.LocalName == "img") return own;
        return own || to.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || to.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
    }
}
