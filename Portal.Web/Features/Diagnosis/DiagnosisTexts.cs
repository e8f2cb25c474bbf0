using Microsoft.Extensions.Localization;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Diagnosis;

/// <summary>What the diagnosis finds, as people read it, in the language of the request.</summary>
public sealed class DiagnosisTexts(IStringLocalizer<DiagnosisText> text)
{
    public string Of(Evidence fact) => text["Evidence." + fact.Key + (IsRare(fact) ? ".rare" : ""), Counted.All(fact.Numbers)];

    // "About 0 would be usual" tells nobody anything; what is usual comes last among the numbers.
    private static bool IsRare(Evidence fact) =>
        fact.Key is "same-code-elsewhere" or "no-answer-elsewhere" or "usual-elsewhere" && fact.Numbers is [.., < 1.0];

    /// <summary>"transaction feed", "registration", …</summary>
    public string SourceOf(Evidence fact) => text["Source." + fact.Source];

    /// <summary>What may be said to the shopper: the same for every card that must not be presented again, whatever its code; null where none is concerned.</summary>
    public string? CustomerLine(CaseFile file, Verdict verdict) => CustomerLines.For(file, verdict) is { } line ? text["CustomerLine." + line].Value : null;

    /// <summary>Title and text of the most probable cause; of "something else" where none stands out.</summary>
    public (string Title, string Text) Reason(Diagnosed diagnosed) => diagnosed switch
    {
        { Top: { } cause } => (cause.Title.In(Languages.Current), cause.Text.In(Languages.Current)),
        { Verdict.MoneyMoved: MoneyMoved.Yes } => (text["Paid.Title"], text["Paid.Text"]),
        _ => (text["SomethingElse.Title"], text["SomethingElse.Text"]),
    };

    /// <summary>The code's own name; what its absence means where there is none.</summary>
    public string CodeTitle(CaseFile file) => file switch
    {
        { Code: { } code } => code.Name.In(Languages.Current),
        { Transaction.Outcome: Outcome.Approved } => text["Paid.Title"],
        _ => text["Unanswered.Title"],
    };
}
