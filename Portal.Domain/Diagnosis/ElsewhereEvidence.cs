using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>The same code at other merchants, and whether one bank or many are behind it.</summary>
internal static class ElsewhereEvidence
{
    /// <summary>Fewer shops than this with one code in half an hour are chance.</summary>
    private const int Merchants = 3;

    private const int FewIssuers = 3;

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        var sale = file.Transaction;
        var elsewhere = file.Elsewhere;
        var wide = elsewhere.Merchants >= Merchants;
        if (wide) yield return new("same-code-elsewhere", "feed", sale.OccurredAt, elsewhere.Terminals, elsewhere.Merchants);

        var here = file.Rows().Append(sale)
            .Where(r => r.IsMoney && r.ResponseCode is not null && r.ResponseCode == sale.ResponseCode && r.Issuer is not null && r.Outcome != Outcome.Approved)
            .Select(r => r.Issuer!).Distinct(StringComparer.Ordinal).Count();
        var failures = file.Rows().Count(r => r.IsMoney && r.ResponseCode is not null && r.ResponseCode == sale.ResponseCode && SameSale.SameCard(sale, r) != true);

        if (wide && elsewhere.Issuers == 1) yield return new("one-issuer", "feed", sale.OccurredAt, elsewhere.Terminals);
        else if (wide && elsewhere.Issuers >= FewIssuers) yield return new("many-issuers", "feed", sale.OccurredAt, elsewhere.Issuers);
        else if (!wide && failures > 0 && here == 1) yield return new("one-issuer", "feed", sale.OccurredAt, 1);
        else if (!wide && here >= FewIssuers) yield return new("many-issuers", "feed", sale.OccurredAt, here);
    }
}
