using Microsoft.Extensions.Localization;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Features.Diagnosis;

namespace Portal.Web.Features.Transactions;

/// <summary>What would be said of a sale with this answer and nothing else known, in the very words of the transaction page.</summary>
public sealed class SaleWords(IStringLocalizer<TransactionsText> text, DiagnosisTexts diagnosis)
{
    public sealed record Said(Verdict Verdict, string Tone, string Icon, string Head, string Money, string MoneyIcon, string SayTitle, string CustomerLine, string Who);

    public Said Of(ResponseCode code, DateTimeOffset now)
    {
        var sale = new Transaction
        {
            MerchantNumber = "",
            TerminalNumber = "",
            OccurredAt = now,
            Type = TransactionType.Sale,
            SentOutcome = code.IsApproval ? Outcome.Approved : Outcome.Declined,
            ResponseCode = code.Code,
            Scheme = code.Scheme,
        };
        var file = new CaseFile { Transaction = sale, Code = code };
        var verdict = Verdicts.For(file, now);
        var words = VerdictWords.For(verdict, sale);
        return new(verdict, words.Tone, words.Icon, text[words.Head], text[words.Money], words.MoneyIcon, text["Say"], diagnosis.CustomerLine(file, verdict) ?? "", text["Who." + code.WhoActs]);
    }

    /// <summary>The card network's name as people know it.</summary>
    public string Scheme(string scheme) => text["Scheme." + scheme] is { ResourceNotFound: false } known ? known : scheme;
}
