using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Transactions;

/// <summary>
/// Which words say a verdict: the text keys of the headline, the money line and the reason, and the tone. They depend on the
/// verdict and the kind of transaction alone, never on the code, so a sensitive code reads like a plain refusal.
/// </summary>
public sealed record VerdictWords(string Tone, string Icon, string Head, string Money, string MoneyIcon)
{
    /// <summary>A reversal is told in the words of the sale it takes back.</summary>
    public static VerdictWords For(CaseFile file, Verdict verdict) => For(verdict, (file.Original ?? file).Transaction);

    public static VerdictWords For(Verdict verdict, Transaction transaction)
    {
        // Whatever else a verdict says: where money may have moved, nobody reads that it may be tried again.
        if (verdict.ForbidsTrying && verdict.Retry is not (Retry.CheckFirst or Retry.NotNeeded)) verdict = verdict with { Retry = Retry.CheckFirst };
        var (tone, icon) = ToneOf(verdict);
        return new(tone, icon, HeadOf(verdict, transaction), MoneyOf(verdict, transaction), MoneyIconOf(verdict));
    }

    private static (string Tone, string Icon) ToneOf(Verdict verdict) => verdict.Retry switch
    {
        Retry.NotThisCard => ("stop", "stop"),
        Retry.Now => ("go", "go"),
        Retry.NotNeeded => ("info", "go"),
        Retry.AfterFix => ("wait", "warn"),
        _ => ("wait", "wait"),
    };

    private static string HeadOf(Verdict verdict, Transaction transaction)
    {
        var kind = transaction.Type;
        var sells = Sells(kind);
        return verdict.Retry switch
        {
            Retry.NotNeeded when verdict.MoneyMoved == MoneyMoved.Yes => verdict.Because switch
            {
                "approved-earlier" => sells ? "Head.paid-earlier" : "Head.done-earlier",
                "approved-later" => sells ? "Head.paid-later" : "Head.done-later",
                _ => kind switch
                {
                    TransactionType.Preauth => "Head.held",
                    TransactionType.Refund => "Head.refund-done",
                    TransactionType.Void => "Head.void-done",
                    _ => "Head.paid",
                },
            },
            Retry.NotNeeded => (verdict.Because, kind) switch
            {
                ("voided", _) => "Head.voided",
                ("refunded", _) => "Head.refunded",
                (_, TransactionType.Balance) => "Head.balance-done",
                (_, TransactionType.SignOn) => "Head.sign-on-done",
                (_, TransactionType.Settlement) => "Head.settlement-done",
                _ => "Head.nothing-to-do",
            },
            Retry.CheckFirst => (verdict.Because, kind) switch
            {
                ("stored-on-terminal", _) => "Head.stored",
                ("reversing", _) when sells => "Head.reversing",
                (_, TransactionType.Refund) => "Head.check-refund",
                (_, TransactionType.Void) => "Head.check-void",
                (_, TransactionType.Settlement) => "Head.check-settlement",
                _ => "Head.check",
            },
            Retry.Now => kind switch
            {
                TransactionType.Refund => "Head.again-refund",
                TransactionType.Void => "Head.again-void",
                TransactionType.Balance => "Head.again-balance",
                TransactionType.SignOn => "Head.again-sign-on",
                TransactionType.Settlement => "Head.again-settlement",
                _ => verdict.Because == "reversed" ? "Head.again-reversed" : "Head.again",
            },
            Retry.Later => sells ? verdict.Because == "never-answered" ? "Head.later-silent" : "Head.later" : "Head.later-other",
            Retry.AfterFix => sells ? "Head.fix" : "Head.fix-other",
            _ => kind switch
            {
                TransactionType.Balance => "Head.other-card-balance",
                _ => sells ? "Head.other-card" : "Head.not-again",
            },
        };
    }

    private static string MoneyOf(Verdict verdict, Transaction transaction)
    {
        if (!transaction.IsMoney && transaction.Type is TransactionType.Balance or TransactionType.SignOn) return "Money.no-ever";
        return (verdict.MoneyMoved, transaction.Type) switch
        {
            (MoneyMoved.Yes, TransactionType.Preauth) => "Money.yes-held",
            (MoneyMoved.Yes, TransactionType.Refund) => "Money.yes-refund",
            (MoneyMoved.Yes, TransactionType.Void) => "Money.yes-void",
            (MoneyMoved.Yes, _) => "Money.yes",
            (MoneyMoved.Unknown, TransactionType.Refund) => "Money.unknown-refund",
            (MoneyMoved.Unknown, TransactionType.Settlement) => "Money.unknown-settlement",
            (MoneyMoved.Unknown, _) => "Money.unknown",
            (_, TransactionType.Settlement) => "Money.no-ever",
            _ when verdict.Because == "reversed" && transaction.SentOutcome is not (Outcome.Approved or Outcome.Reversed) => "Money.no-reversed",
            _ when verdict.Because is "reversed" or "refunded" => "Money.no-returned",
            (_, TransactionType.Refund) => "Money.no-refund",
            (_, TransactionType.Void) => "Money.no-void",
            _ => "Money.no",
        };
    }

    private static string MoneyIconOf(Verdict verdict) => verdict.MoneyMoved switch
    {
        MoneyMoved.Yes => "money",
        MoneyMoved.No => "check",
        _ => "question",
    };

    /// <summary>Key of the paragraph that says why, where the verdict itself explains it; null where the answer's code does.</summary>
    public static string? WhyOf(Verdict verdict, Transaction transaction) => (verdict.Because, transaction.Type) switch
    {
        ("declined" or "not-sent", _) => null,
        ("no-money", _) when transaction.Outcome != Outcome.Approved => null,
        ("reversed", TransactionType.Reversal) => "Why.reversal-done",
        ("reversed", _) when transaction.SentOutcome is not (Outcome.Approved or Outcome.Reversed) => "Why.reversed-unanswered",
        ("approved", TransactionType.Refund) => "Why.refund-approved",
        ("approved", TransactionType.Void) => "Why.void-approved",
        ("approved", TransactionType.Preauth) => "Why.preauth-approved",
        var (because, _) => "Why." + because,
    };

    private static bool Sells(TransactionType kind) =>
        kind is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion or TransactionType.Reversal;
}
