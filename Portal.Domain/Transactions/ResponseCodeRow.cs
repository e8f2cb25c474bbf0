using Portal.Domain.Common;

namespace Portal.Domain.Transactions;

/// <summary>One line of the response-code file, as text. <see cref="Read"/> gives its columns their meaning (contracts.md, "From the response-code file").</summary>
public sealed record ResponseCodeRow(
    string Scheme, string Code, string NameEn, string NameZh, string ActionClass, string Retry, string AtFault, string CauseGroup,
    string Sensitive, string CausesZh, string CausesEn, string FirstActionZh, string FirstActionEn, string Source)
{
    /// <summary>The row as a catalogue entry; problem "response-code.column" names the column whose word is not one of the file's.</summary>
    public Result<ResponseCode> Read()
    {
        if (Scheme.Length == 0 || Code.Length == 0) return Bad("code", Code);

        CauseGroup? group = CauseGroup switch
        {
            "technical" => Transactions.CauseGroup.Technical,
            "operation" => Transactions.CauseGroup.Operation,
            "account" => Transactions.CauseGroup.Account,
            "legal" => Transactions.CauseGroup.Legal,
            _ => null,
        };
        if (group is null && CauseGroup.Length > 0) return Bad("cause_group", CauseGroup);
        if (RetryOf(Retry, approval: group is null) is not { } retry) return Bad("retry", Retry);
        if (WhoActsOf(AtFault) is not { } who) return Bad("at_fault", AtFault);

        return new ResponseCode(
            Scheme, Code, new LocalizedText(NameZh, NameEn), ActionClass, retry, who, group, Sensitive == "yes",
            new LocalizedText(CausesZh, CausesEn), new LocalizedText(FirstActionZh, FirstActionEn), Source)
        {
            Never = group is not null && Retry == "never",
        };

        Problem Bad(string column, string word) => new("response-code.column", Scheme, Code, column, word);
    }

    private static Retry? RetryOf(string word, bool approval) => word switch
    {
        _ when approval => Transactions.Retry.NotNeeded,
        "never" or "other-card" => Transactions.Retry.NotThisCard,
        "immediately" => Transactions.Retry.Now,
        "after-fix" => Transactions.Retry.AfterFix,
        "later" => Transactions.Retry.Later,
        _ => null,
    };

    private static WhoActs? WhoActsOf(string fault) => fault switch
    {
        "cardholder" => WhoActs.Customer,
        "issuer" or "risk-or-law" => WhoActs.Bank,
        "operator" or "terminal" => WhoActs.Shop,
        "acquirer" or "merchant-setup" => WhoActs.Acquirer,
        "network" or "" => WhoActs.Nobody,
        _ => null,
    };
}
