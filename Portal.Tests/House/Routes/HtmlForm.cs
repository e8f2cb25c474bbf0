using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests.House.Routes;

/// <summary>A form as it stands on a page: where it posts to and what it would send.</summary>
internal sealed partial record HtmlForm(string Action, bool HasFiles, IReadOnlyList<(string Name, string Value)> Fields)
{
    public string? Handler => Fields.FirstOrDefault(f => f.Name == "_handler").Value;

    public static IEnumerable<HtmlForm> On(string page, string address)
    {
        foreach (Match form in FormPattern().Matches(page))
        {
            var open = form.Groups[1].Value;
            if (!open.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase)) continue;
            var fields = FieldPattern().Matches(form.Value).Select(m => m.Value)
                .Select(tag => (Name: Of(tag, "name"), Value: Of(tag, "value"))).Where(f => f.Name.Length > 0).ToList();
            yield return new(Of(open, "action") is { Length: > 0 } action ? action : address, open.Contains("multipart", StringComparison.Ordinal), fields);
        }
    }

    private static string Of(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, "\\s" + name + "=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("(<form[^>]*>).*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<(input|textarea|button|select)[^>]*>")]
    private static partial Regex FieldPattern();
}
