using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>Cases in a few words: a declined sale of ¥86.00 at 14:05 in Shanghai, on a registered terminal, and what else happened there.</summary>
internal static class Given
{
    public static readonly DateTimeOffset At = new(2026, 11, 23, 14, 5, 0, TimeSpan.FromHours(8));
    public static readonly DateTimeOffset Soon = At.AddMinutes(2);
    public static readonly StarterPack Starter = StarterPack.Read(StarterPack.Folder, default).GetAwaiter().GetResult() is { IsOk: true } pack
        ? pack.Value! : throw new InvalidOperationException("The starter pack cannot be read.");
    public static readonly ResponseCodeCatalogue Codes = new(Starter.ResponseCodes);
    public static Playbook Playbook => Starter.Playbook;

    public static Transaction Sale(string? code = "51", string scheme = "unionpay", Outcome outcome = Outcome.Declined, int minutes = 0, int id = 1) => new()
    {
        Id = new(id),
        EventId = "e" + id,
        MerchantNumber = "898310148160001",
        TerminalNumber = "10000001",
        OccurredAt = At.AddMinutes(minutes),
        Type = TransactionType.Sale,
        SentOutcome = outcome,
        Amount = new Money(8600, "CNY"),
        ResponseCode = code,
        Scheme = scheme,
        EntryMode = "051",
        CardFirst6 = "622580",
        CardLast4 = "1234",
        CardToken = "card-1",
    };

    public static Transaction Approval(int minutes, int id) => Sale("00", outcome: Outcome.Approved, minutes: minutes, id: id);

    /// <summary>The same sale by someone else: other card.</summary>
    public static Transaction ByOtherCard(this Transaction sale, int card) => sale with { CardToken = "card-" + card, CardLast4 = $"{card:D4}" };

    public static CaseFile Case(Transaction sale, params Transaction[] others) => new()
    {
        Transaction = sale,
        SameTerminal = others,
        Terminal = Terminal(),
        Code = sale.ResponseCode is null ? null : Codes.Find(sale.Scheme, sale.ResponseCode),
        Advice = Codes.FindAdvice(sale.Scheme, sale.AdviceCode),
        Codes = Codes,
        DataUntil = Soon,
    };

    public static Portal.Domain.Merchants.Terminal Terminal(Action<Portal.Domain.Merchants.Terminal>? change = null)
    {
        var terminal = new Portal.Domain.Merchants.Terminal(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), "10000001");
        terminal.Describe(terminal.StoreId, "收银台 1", "SN1", "A920", "2.10", 100_000, null, true, null);
        change?.Invoke(terminal);
        return terminal;
    }

    public static Verdict VerdictOf(CaseFile file) => Verdicts.For(file, Soon);

    public static IReadOnlyList<string> EvidenceOf(CaseFile file) => [.. EvidenceRules.From(file, Soon).Select(e => e.Key)];
}
