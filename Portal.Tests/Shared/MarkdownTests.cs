using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Portal.Web.Shared.Text;

namespace Portal.Tests.Shared;

public class MarkdownTests
{
    private static readonly string[] Schemes = ["https://", "tel:", "/", "#"];

    /// <summary>Parsed as a browser would: no script, no handler, no link or picture that leads where it must not.</summary>
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<SCRIPT SRC=//evil.example/x.js></SCRIPT>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<iframe src=\"javascript:alert(1)\"></iframe>")]
    [InlineData("<style>body{display:none}</style>")]
    [InlineData("<div onclick=\"alert(1)\">\n\n**x**\n\n</div>")]
    [InlineData("<!-- <script>alert(1)</script> -->")]
    [InlineData("<![CDATA[<script>alert(1)</script>]]>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x]( javascript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](<java\nscript:alert(1)>)")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](javascript&colon;alert(1))")]
    [InlineData("[x](\\javascript:alert(1))")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/\\evil.example)")]
    [InlineData("[x](http://evil.example)")]
    [InlineData("[x](https://user:secret@evil.example)")]
    [InlineData("[x](tel:1;javascript)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](data:image/svg+xml;base64,PHN2Zz4=)")]
    [InlineData("![x](https://evil.example/pixel.gif)")]
    [InlineData("![x\" onerror=\"alert(1)](/a.png)")]
    [InlineData("[![x](javascript:alert(1))](javascript:alert(2))")]
    [InlineData("[a [b](javascript:alert(1)) c](javascript:alert(2))")]
    [InlineData("**[*x*](javascript:alert(1))**")]
    [InlineData("> - [x](javascript:alert(1))\n>   <b onmouseover=alert(1)>")]
    [InlineData("| a |\n|---|\n| [x](javascript:alert(1)) <img src=x onerror=alert(1)> |")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("[x]\n\n[x]: data:text/html,<script>alert(1)</script>")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<data:text/html,x>")]
    [InlineData("<http://evil.example>")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("```html\"><script>alert(1)</script>\n<script>alert(1)</script>\n```")]
    [InlineData("# x {onclick=alert(1)}\n\n[y](/z){onclick=alert(1)}")]
    [InlineData("[x](/a \"\\\" onmouseover=alert(1)\")")]
    public void What_is_written_never_runs_and_leads_nowhere_else(string markdown)
    {
        var page = new HtmlParser().ParseDocument("<main>" + Markdown.Render(markdown).Value + "</main>");

        Assert.Empty(page.QuerySelectorAll("script,style,iframe,object,embed,svg,math,form,input,link,meta,base"));
        foreach (var element in page.QuerySelectorAll("main *"))
        {
            Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name is "style" or "srcdoc" or "formaction");
            var leads = element.GetAttribute("href") ?? element.GetAttribute("src");
            if (leads is null) continue;
            Assert.Contains(Schemes, s => leads.StartsWith(s, StringComparison.OrdinalIgnoreCase));
            Assert.False(leads.StartsWith("//", StringComparison.Ordinal) || leads.Contains('\\') || leads.Contains('@') || leads.Contains("javascript", StringComparison.OrdinalIgnoreCase), leads);
            if (element.LocalName == "img") Assert.StartsWith("/", leads, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[码](/codes/unionpay/51)", "<a href=\"/codes/unionpay/51\">码</a>")]
    [InlineData("[call](tel:+86-95516)", "href=\"tel:+86-95516\"")]
    [InlineData("[site](https://example.com/a)", "href=\"https://example.com/a\" rel=\"noopener noreferrer\"")]
    [InlineData("<https://example.com/a>", "href=\"https://example.com/a\"")]
    public void Good_links_stay(string markdown, string html) => Assert.Contains(html, Markdown.Render(markdown).Value);

    [Fact]
    public void The_words_of_a_link_that_goes_stay() =>
        Assert.Equal("<p>see <em>this</em> now</p>", Markdown.Render("see [*this*](javascript:alert(1)) now").Value.Trim());

    [Fact]
    public void The_first_heading_is_left_to_the_page()
    {
        var html = Markdown.Render("# One\n\n## Two\n\n###### Six").Value;

        Assert.DoesNotContain("<h1", html);
        Assert.Contains("<h2>One</h2>", html);
        Assert.Contains("<h3>Two</h3>", html);
        Assert.Contains("<h6>Six</h6>", html);
    }

    [Fact]
    public void What_starts_at_the_second_level_keeps_it() => Assert.Contains("<h2>Two</h2>", Markdown.Render("## Two").Value);

    [Fact]
    public void Plain_text_holds_the_words_alone() =>
        Assert.Equal("Check the printer · Paper · Power on. Then try `x` & 1 again", Markdown.Plain("## Check the **printer**\n\n- Paper\n- [Power](/help/power)\n  on.\n\nThen try `` `x` `` &amp; 1 again\n"));

    [Fact]
    public void The_cells_of_a_table_are_kept_apart() => Assert.Equal("status · do · paid · hand over", Markdown.Plain("| status | do |\n|---|---|\n| paid | hand over |\n"));

    /// <summary>Found by eng/fuzz (markdown 39 and others): the renderer gave up with an exception, and with it the page.</summary>
    [Theory]
    [InlineData(">", 3_000)]
    [InlineData("[", 3_000)]
    [InlineData("- ", 3_000)]
    [InlineData("**a ", 3_000)]
    [InlineData("![", 3_000)]
    public void What_is_nested_deeper_than_anything_means_is_shown_as_it_was_typed(string piece, int times)
    {
        var typed = string.Concat(Enumerable.Repeat(piece, times)) + "<script>x</script>";

        Assert.DoesNotContain("<script", Markdown.Render(typed).Value);
        Assert.Contains("script", Markdown.Plain(typed));
    }
}
