namespace Portal.Web.Shared.Text;

/// <summary>A large headline of two short sentences: "Don’t retry. Use another card" breaks between them, not inside. Chinese breaks at its punctuation by itself.</summary>
public static class Headline
{
    /// <summary>The style sheet shows the line breaks; everywhere else they read as the spaces they were.</summary>
    public static string Lines(string words) => words.Replace(". ", ".\n", StringComparison.Ordinal).Replace("? ", "?\n", StringComparison.Ordinal);
}
