namespace Portal.Domain.Common;

/// <summary>What people wrote, in both languages of the portal.</summary>
public sealed record LocalizedText(string Zh, string En)
{
    public static readonly LocalizedText Empty = new("", "");

    /// <summary>The text in the language asked for; the other one where it is missing.</summary>
    public string In(Language language) => (language == Language.En ? (En, Zh) : (Zh, En)) switch
    {
        ({ Length: > 0 } wanted, _) => wanted,
        (_, var other) => other,
    };
}

public enum Language { Zh, En }
