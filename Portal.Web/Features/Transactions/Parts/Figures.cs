using System.Text.RegularExpressions;

namespace Portal.Web.Features.Transactions.Parts;

/// <summary>Finds the figures in a sentence, so that they can stand out.</summary>
internal static partial class Figures
{
    public static IEnumerable<(string Text, bool IsNumber)> In(string sentence)
    {
        var from = 0;
        foreach (Match number in Numbers().Matches(sentence))
        {
            if (number.Index > from) yield return (sentence[from..number.Index], false);
            yield return (number.Value, true);
            from = number.Index + number.Length;
        }

        if (from < sentence.Length) yield return (sentence[from..], false);
    }

    /// <summary>"3", "1,000.00"; not the parts of a version or a word: "2.10.3", "2G".</summary>
    [GeneratedRegex("(?<![A-Za-z0-9.])[0-9]+(?:[.,][0-9]+)?(?![A-Za-z0-9]|[.,][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
