using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>The same code at other merchants, against the usual, and whether one bank or many are behind it.</summary>
internal static class ElsewhereEvidence
{
    private const int FewIssuers = 3;

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        var (at, elsewhere) = (file.Transaction.OccurredAt, file.Elsewhere);
        switch (elsewhere.Frequency)
        {
            case Frequency.Unusual:
                yield return new(elsewhere.AnyUnanswered ? "no-answer-elsewhere" : "same-code-elsewhere", "feed", at,
                    elsewhere.Terminals, elsewhere.Merchants, elsewhere.Minutes, Round(elsewhere.Usual));
                if (elsewhere.Issuers == 1) yield return new("one-issuer", "feed", at, elsewhere.Terminals);
                else if (elsewhere.Issuers > 1) yield return new("many-issuers", "feed", at, elsewhere.Issuers);
                yield break;
            case Frequency.Usual:
                yield return new("usual-elsewhere", "feed", at, elsewhere.Merchants, elsewhere.Minutes, Round(elsewhere.Usual));
                break;
            case Frequency.TooLittle:
                yield return new("too-little-elsewhere", "feed", at);
                break;
        }

        foreach (var fact in AmongOwn(file)) yield return fact;
    }

    /// <summary>Nothing stands out elsewhere: the cards of this terminal. One bank only says something where another bank's cards went through.</summary>
    private static IEnumerable<Evidence> AmongOwn(CaseFile file)
    {
        var sale = file.Transaction;
        if (sale is not { ResponseCode: { } code, Bank: { } bank }) yield break;

        var here = file.Rows().Where(r => r.IsMoney && r.Bank is not null).ToList();
        var failed = here.Where(r => r.ResponseCode == code && r.Outcome != Outcome.Approved && SameSale.SameCard(sale, r) != true).ToList();
        var banks = failed.Select(r => r.Bank!).Append(bank).Distinct(StringComparer.Ordinal).Count();
        var approved = here.Where(r => r.Outcome == Outcome.Approved).Select(r => r.Bank!).ToHashSet(StringComparer.Ordinal);

        if (failed.Count > 0 && banks == 1 && approved.Count > 0 && !approved.Contains(bank)) yield return new("one-issuer", "feed", sale.OccurredAt, 1);
        else if (banks >= FewIssuers) yield return new("many-issuers", "feed", sale.OccurredAt, banks);
    }

    private static double Round(double usual) => Math.Round(usual, usual < 10 ? 1 : 0);
}
