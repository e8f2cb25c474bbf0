using Portal.Domain.Common;

namespace Portal.Domain.Transactions;

/// <summary>
/// What response codes mean. The same two characters mean different things in different schemes, so nothing is looked up without a scheme:
/// the acquirer's own row first, then the scheme's, then ISO 8583:1987, then a stand-in that shows the raw code and promises nothing (domain.md, 0).
/// </summary>
public sealed class ResponseCodeCatalogue
{
    public const string Fallback = "iso8583-1987";

    private readonly Dictionary<(string Scheme, string Code), ResponseCode> rows = [];

    /// <param name="shipped">The response-code file.</param>
    /// <param name="overrides">The acquirer's private codes and changed wordings; they win over the file's row of the same scheme and code.</param>
    public ResponseCodeCatalogue(IEnumerable<ResponseCode> shipped, IEnumerable<ResponseCode>? overrides = null)
    {
        foreach (var row in shipped) rows[Key(row.Scheme, row.Code)] = row;
        foreach (var row in overrides ?? []) rows[Key(row.Scheme, row.Code)] = row;
        All = [.. rows.Values.OrderBy(r => r.Scheme, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal)];
    }

    /// <summary>Every row, by scheme and code.</summary>
    public IReadOnlyList<ResponseCode> All { get; }

    /// <summary>Whether there is a row for "51" in some scheme, or for "unionpay/38" in that one.</summary>
    public bool Knows(string code) => code.Split('/') is [var scheme, var own] ? rows.ContainsKey(Key(scheme, own)) : All.Any(r => Key("", r.Code) == Key("", code));

    /// <summary>Never null: an unknown code gives a stand-in with <see cref="ResponseCode.IsKnown"/> false.</summary>
    public ResponseCode Find(string? scheme, string code) =>
        rows.GetValueOrDefault(Key(scheme ?? Fallback, code)) ?? rows.GetValueOrDefault(Key(Fallback, code)) ?? Unknown(scheme, code);

    /// <summary>
    /// The row MACnn of a merchant advice code (two digits), in the transaction's scheme or else Mastercard's, who defined them.
    /// Null where there is no advice or nobody described it.
    /// </summary>
    public ResponseCode? FindAdvice(string? scheme, string? adviceCode) =>
        string.IsNullOrWhiteSpace(adviceCode) ? null
        : rows.GetValueOrDefault(Key(scheme ?? "", "MAC" + adviceCode.Trim().PadLeft(2, '0')))
          ?? rows.GetValueOrDefault(Key("mastercard", "MAC" + adviceCode.Trim().PadLeft(2, '0')));

    /// <summary>What is said of a code that nobody described: that the sale failed, with the raw code; another card, and never "try again".</summary>
    public static ResponseCode Unknown(string? scheme, string code) => new(
        scheme ?? Fallback, code,
        new LocalizedText($"交易失败（{code}）", $"The transaction failed ({code})"), "",
        Retry.NotThisCard, WhoActs.Bank, CauseGroup.Technical, Sensitive: false,
        new LocalizedText("答复的代码不在目录里，原因要由收单机构查。", "This answer is not in the catalogue; the acquirer can look up the reason."),
        new LocalizedText("先不要重试。请顾客换一张卡；每张卡都这样时，请联系收单机构。", "Don't retry. Ask for another card; if every card answers this, contact the acquirer."),
        "")
    { IsKnown = false };

    private static (string Scheme, string Code) Key(string scheme, string code) =>
        (scheme.Trim().ToLowerInvariant(), code.Trim().ToUpperInvariant());
}
