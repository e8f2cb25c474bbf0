using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Ingest;

/// <summary>The forms a field may have. Keeps the first problem of the row and goes on, so that reading stays one straight line.</summary>
internal sealed class RowForms(FeedRow row)
{
    /// <summary>Fields of short words and numbers: a longer text in one of them is looked at for a card number before it is refused.</summary>
    public static readonly FeedField[] Short =
    [
        FeedField.OccurredAt, FeedField.Type, FeedField.Outcome, FeedField.Amount, FeedField.Currency, FeedField.ResponseCode, FeedField.Scheme, FeedField.AdviceCode,
        FeedField.EntryMode, FeedField.ChipCondition, FeedField.ServiceCode, FeedField.CodeSource, FeedField.UnsentCount, FeedField.Stan, FeedField.AuthCode,
        FeedField.Batch, FeedField.TerminalNetwork, FeedField.TerminalSignal, FeedField.TerminalSignedOnAt, FeedField.TerminalCertificateExpires, FeedField.TerminalLocationOk,
    ];

    public RowError? Error { get; private set; }

    /// <summary>Printable, without blanks inside, at most so long.</summary>
    public string? Identifier(FeedField field, int longest, bool required = false)
    {
        if (Text(field, required) is not { } text) return null;
        if (text.Length > longest) return Refuse(field, RowErrors.TooLong);
        foreach (var c in text)
            if (c <= ' ' || c == 0x7f || char.IsControl(c) || char.IsWhiteSpace(c)) return Refuse(field, RowErrors.Form);
        return text;
    }

    public string? FreeText(FeedField field, int longest)
    {
        if (Text(field, false) is not { } text) return null;
        if (text.Length > longest) return Refuse(field, RowErrors.TooLong);
        var plain = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        var masked = CardNumbers.Mask(plain);
        row.WasMasked |= !ReferenceEquals(masked, plain);
        return masked;
    }

    public string? Code(FeedField field, int length, bool required)
    {
        if (Text(field, required) is not { } text) return null;
        if (text.Length != length) return Refuse(field, RowErrors.Form);
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c)) return Refuse(field, RowErrors.Form);
        return text;
    }

    public string? Digits(FeedField field, int shortest, int longest)
    {
        if (Text(field, false) is not { } text) return null;
        if (text.Length < shortest || text.Length > longest) return Refuse(field, RowErrors.Form);
        foreach (var c in text)
            if (!char.IsAsciiDigit(c)) return Refuse(field, RowErrors.Form);
        return text;
    }

    public int? Whole(FeedField field, int least, int most)
    {
        if (Text(field, false) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Refuse(field, RowErrors.Form);
        return null;
    }

    public DateTimeOffset? Time(FeedField field, bool required = false)
    {
        if (Text(field, required) is not { } text) return null;
        if (Rfc3339.Parse(text) is { } time) return time.ToUniversalTime();
        Refuse(field, RowErrors.Form);
        return null;
    }

    public T? Word<T>(FeedField field, Func<string, T?> find, bool required = false) where T : struct
    {
        if (Text(field, required) is not { } text) return null;
        if (find(text) is { } value) return value;
        Refuse(field, RowErrors.UnknownValue);
        return null;
    }

    /// <summary>Lower case, "iso8583-1987".</summary>
    public string? Scheme(bool required)
    {
        if (Text(FeedField.Scheme, required)?.ToLowerInvariant() is not { } text) return null;
        if (text.Length > IngestLimits.Scheme) return Refuse(FeedField.Scheme, RowErrors.TooLong);
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return Refuse(FeedField.Scheme, RowErrors.Form);
        return text;
    }

    public Money? Amount(bool required)
    {
        var currency = Text(FeedField.Currency, required && row[FeedField.Amount] is not null);
        if (Text(FeedField.Amount, required) is not { } amount || Error is not null) return null;
        if (currency is null)
        {
            Refuse(FeedField.Currency, RowErrors.Missing);
            return null;
        }

        if (!Currencies.IsKnown(currency))
        {
            Refuse(FeedField.Currency, RowErrors.UnknownValue);
            return null;
        }

        if (IsPlainDecimal(amount) && Money.Parse(amount, currency) is { Minor: >= 0 } money) return money;
        Refuse(FeedField.Amount, RowErrors.Form);
        return null;
    }

    /// <summary>"622202******1234"; the leading six may be missing.</summary>
    public (string? First6, string? Last4) Card()
    {
        if (Text(FeedField.Card, false) is not { } card) return default;
        var first = 0;
        while (first < card.Length && char.IsAsciiDigit(card[first])) first++;
        var last = 0;
        while (last < card.Length && char.IsAsciiDigit(card[^(last + 1)])) last++;
        if (first is not (0 or 6) || last != 4 || card.Length > 19 || card.Length - first - last < 1 || card.AsSpan(first, card.Length - first - last).ContainsAnyExcept("*xX•"))
        {
            Refuse(FeedField.Card, RowErrors.Form);
            return default;
        }

        return (first == 6 ? card[..6] : null, card[^4..]);
    }

    public TerminalState? TerminalState()
    {
        var state = new TerminalState
        {
            Serial = Identifier(FeedField.TerminalSerial, IngestLimits.TerminalText),
            Model = FreeText(FeedField.TerminalModel, IngestLimits.TerminalText),
            Firmware = FreeText(FeedField.TerminalFirmware, IngestLimits.TerminalText),
            Network = Word(FeedField.TerminalNetwork, TransactionWords.NetworkOf),
            Signal = Whole(FeedField.TerminalSignal, 0, 5),
            SignedOnAt = Time(FeedField.TerminalSignedOnAt),
            CertificateExpires = DateOrTime(FeedField.TerminalCertificateExpires),
            LocationOk = YesNo(FeedField.TerminalLocationOk),
        };
        return state == Nothing ? null : state;
    }

    private static readonly TerminalState Nothing = new();

    /// <summary>A day alone is its first moment, UTC.</summary>
    private DateTimeOffset? DateOrTime(FeedField field)
    {
        if (row[field] is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return Time(field);
    }

    private bool? YesNo(FeedField field)
    {
        if (Text(field, false) is not { } text) return null;
        if (text is "true") return true;
        if (text is "false") return false;
        Refuse(field, RowErrors.Form);
        return null;
    }

    private static bool IsPlainDecimal(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && c != '.') return false;
        return text[0] != '.' && text[^1] != '.';
    }

    private string? Text(FeedField field, bool required)
    {
        if (Error is not null) return null;
        if (row[field] is not { } text) return required ? Refuse(field, RowErrors.Missing) : null;
        return text[0] <= ' ' || text[^1] <= ' ' ? text.Trim() : text;
    }

    private string? Refuse(FeedField field, string code)
    {
        Error ??= new RowError(row.Line, FeedFields.Name(field), code);
        return null;
    }
}
