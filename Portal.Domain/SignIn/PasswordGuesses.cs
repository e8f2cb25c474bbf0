using System.Text;

namespace Portal.Domain.SignIn;

/// <summary>
/// What a guessing program would try to reach a password: the leaked passwords with capitals, l33t, repetition and up to eight digits and signs
/// around them. Undone here, so that a short list is effective at twelve characters: "P@ssw0rd-2024!!" gives "password".
/// </summary>
public static class PasswordGuesses
{
    public const int ShortestCore = 4;
    private const int MostAround = 8;

    /// <summary>How an entry of the list and a password are compared: NFKC, small letters.</summary>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Every form in which the list may know a (normalised) password; the folded password itself first.</summary>
    public static IReadOnlyCollection<string> Of(string password)
    {
        var folded = Fold(password);
        var forms = new HashSet<string>(StringComparer.Ordinal) { folded };
        foreach (var form in new[] { folded, Joined(folded) })
        {
            foreach (var core in new[] { form, Core(form), Unit(form), Unit(Core(form)), Core(Unit(form)) })
            {
                forms.Add(core);
                forms.Add(Plain(core, 'i'));
                forms.Add(Plain(core, 'l'));
                forms.Add(Unit(Plain(core, 'i')));
            }
        }

        forms.RemoveWhere(f => f.Length < ShortestCore);
        return forms;
    }

    /// <summary>Ways to read a form as two words.</summary>
    public static IEnumerable<(string First, string Second)> Halves(string form)
    {
        for (var at = ShortestCore; at <= form.Length - ShortestCore; at++) yield return (form[..at], form[at..]);
    }

    /// <summary>Repetition and runs ("aaaaaa…", "abcabcabcabc", "123456789012", "1qaz2wsx3edc"): no list is needed to refuse them.</summary>
    public static bool IsPattern(string password)
    {
        var folded = Fold(password);
        if (folded.Distinct().Count() < 5 || Unit(folded).Length <= 6 && Unit(folded).Length < folded.Length) return true;

        var steps = folded.Zip(folded.Skip(1)).Count(pair => IsStep(pair.First, pair.Second));
        return steps * 5 >= (folded.Length - 1) * 4;
    }

    /// <summary>Without digits and signs around it, where those are few enough to be an afterthought.</summary>
    public static string Core(string text)
    {
        var from = 0;
        var to = text.Length;
        while (from < to && !char.IsLetter(text[from])) from++;
        while (to > from && !char.IsLetter(text[to - 1])) to--;
        return to - from >= ShortestCore && text.Length - (to - from) <= MostAround ? text[from..to] : CoreBehind(text);
    }

    // "p4$$w0rd2024": letters stand for letters here, so only what follows (or leads) as digits is taken away.
    private static string CoreBehind(string text)
    {
        var cut = text.TrimEnd("0123456789!?.*#".ToCharArray());
        return cut.Length >= ShortestCore && text.Length - cut.Length <= MostAround ? cut : text;
    }

    private static string Joined(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    /// <summary>What is said again and again, where a text is nothing else: "lotuslotus" is "lotus".</summary>
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (text.Length % length == 0 && IsRepeated(text, length)) return text[..length];
        return text;
    }

    private static bool IsRepeated(string text, int length)
    {
        for (var i = length; i < text.Length; i++)
            if (text[i] != text[i - length]) return false;
        return true;
    }

    private static string Plain(string text, char one) => string.Create(text.Length, (text, one), static (into, from) =>
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = from.text[i] switch
            {
                '@' or '4' => 'a',
                '8' => 'b',
                '3' => 'e',
                '9' or '6' => 'g',
                '1' or '!' or '|' => from.one,
                '0' => 'o',
                '$' or '5' => 's',
                '7' or '+' => 't',
                '2' => 'z',
                var other => other,
            };
    });

    private static readonly string[] Keys =
        ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p", "147", "258", "369"];

    private static bool IsStep(char a, char b) => Math.Abs(a - b) <= 1 || Keys.Any(row => row.Contains($"{a}{b}", StringComparison.Ordinal) || row.Contains($"{b}{a}", StringComparison.Ordinal));
}
