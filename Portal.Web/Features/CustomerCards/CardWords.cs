using System.Globalization;
using System.Resources;
using Portal.Domain.Common;

namespace Portal.Web.Features.CustomerCards;

/// <summary>The words of a card in one language. A card speaks two at once, whoever holds the phone, so the language is asked for by name.</summary>
public sealed class CardWords(Language language)
{
    private static readonly ResourceManager Texts = new(typeof(CustomerCardsText));
    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language == Language.En ? "en" : "zh-CN");

    public string Lang => culture.Name;

    public string Head(CardView card) => Say("Head." + card.State);

    public string Line(CardView card) => Say("Line." + card.State);

    public IEnumerable<string> Advice(CardView card) => AdviceOf(card.State).Select(key => Say("Do." + key));

    public string Say(string key) => Texts.GetString(key, culture) ?? throw new InvalidOperationException($"CustomerCardsText has no {key}.");

    public static (string Tone, string Icon) Look(string state) => state switch
    {
        "paid" => ("go", "go"),
        "checking" or "refund-checking" => ("wait", "wait"),
        "returned" or "refund-done" or "void-done" => ("go", "undo"),
        "refund-failed" or "void-failed" => ("wait", "info"),
        _ => ("info", "info"),
    };

    // By the state alone: nothing here may tell a restricted card from an empty one.
    private static string[] AdviceOf(string state) => state switch
    {
        "paid" or "held" or "refund-failed" or "void-failed" => ["receipt"],
        "checking" => ["wait", "look-again", "statement"],
        "refund-checking" => ["look-again", "receipt"],
        "refund-done" => ["days", "receipt"],
        "other-card" => ["other-card", "bank"],
        "once-more" => ["again", "other-way"],
        "returned" or "void-done" => ["days", "statement"],
        _ => ["other-way", "statement"],
    };
}
