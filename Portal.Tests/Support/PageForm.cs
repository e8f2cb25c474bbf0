using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests.Support;

/// <summary>A form as it stands on a page, for whoever fills in whatever there is.</summary>
public sealed partial record PageForm(string Action, bool IsMultipart, IReadOnlyList<PageForm.Input> Inputs)
{
    /// <param name="Type">"textarea", or the input's type.</param>
    public sealed record Input(string Name, string Type, string Value);

    public static IReadOnlyList<PageForm> PostsOf(string page, string address) =>
        [.. FormPattern().Matches(page).Select(m => m.Value).Where(f => Head(f).Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase)).Select(f => Of(f, address))];

    private static PageForm Of(string form, string address)
    {
        var head = Head(form);
        var action = Attribute(head, "action");
        var inputs = InputPattern().Matches(form).Select(m => m.Value)
            .Select(tag => new Input(Attribute(tag, "name"), tag.StartsWith("<textarea", StringComparison.Ordinal) ? "textarea" : tag.StartsWith("<button", StringComparison.Ordinal) ? "button" : Attribute(tag, "type"), Attribute(tag, "value")))
            .Where(i => i.Name.Length > 0);
        return new(action.Length > 0 ? action : address, head.Contains("multipart/form-data", StringComparison.Ordinal), [.. inputs]);
    }

    private static string Head(string form) => form[..(form.IndexOf('>', StringComparison.Ordinal) + 1)];

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<(?:input|textarea|button)[^>]*>")]
    private static partial Regex InputPattern();
}
