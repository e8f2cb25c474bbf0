using Portal.Domain.Common;

namespace Portal.Domain.Guidance;

/// <summary>Faq: a short answer. Article: longer, with steps.</summary>
public enum GuideKind { Faq, Article }

/// <summary>The sections of the help page, in its order.</summary>
public enum GuideTopic { Money, Terminal, Causes, Customer, Merchant, Prevention, Rules, Effects }

/// <summary>One question with its answer, or an article.</summary>
/// <param name="Slug">Its address, kebab-case; never changes once published.</param>
/// <param name="Order">Rises within the topic.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Codes">Response codes beside which it is shown, "unionpay/51".</param>
/// <param name="Related">Slugs of entries to read next.</param>
/// <param name="Lessons">Slugs of lessons to read next.</param>
public sealed record GuideEntry(
    string Slug, GuideKind Kind, GuideTopic Topic, int Order, LocalizedText Title, LocalizedText Summary, LocalizedText Body,
    IReadOnlyList<string> Codes, IReadOnlyList<string> Related, IReadOnlyList<string> Lessons);
