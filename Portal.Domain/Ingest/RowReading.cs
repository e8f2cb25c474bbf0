using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Ingest;

/// <summary>
/// Judges a row's texts and makes a transaction of them, or says what is wrong first. Every need, form and limit of contracts.md
/// ("A transaction") is kept here and nowhere else.
/// </summary>
public static class RowReading
{
    private static readonly FeedField[] Identifiers =
    [
        FeedField.EventId, FeedField.MerchantId, FeedField.TerminalId, FeedField.CardToken, FeedField.OriginalEventId, FeedField.Rrn,
        FeedField.Issuer, FeedField.TerminalSerial, FeedField.TerminalModel, FeedField.TerminalFirmware,
    ];

    /// <param name="error">Set, and null returned, where the row is refused.</param>
    public static Transaction? Read(FeedRow row, string feed, out RowError? error)
    {
        error = null;
        if (HiddenCardNumber(row) is { } hiding) return Refuse(hiding, RowErrors.CardNumber, row, out error);
        var forms = new RowForms(row);

        var merchant = forms.Identifier(FeedField.MerchantId, IngestLimits.MerchantNumber, required: true)?.ToUpperInvariant();
        var terminal = forms.Identifier(FeedField.TerminalId, IngestLimits.TerminalNumber, required: true)?.ToUpperInvariant();
        var occurredAt = forms.Time(FeedField.OccurredAt, required: true);
        var type = forms.Word(FeedField.Type, TransactionWords.TypeOf, required: true);
        var outcome = forms.Word(FeedField.Outcome, TransactionWords.OutcomeOf, required: true);
        var declined = outcome == Outcome.Declined;
        var (first6, last4) = forms.Card();

        var transaction = new Transaction
        {
            Feed = feed,
            EventId = forms.Identifier(FeedField.EventId, IngestLimits.EventId),
            MerchantNumber = merchant ?? "",
            TerminalNumber = terminal ?? "",
            OccurredAt = occurredAt ?? default,
            Type = type ?? default,
            SentOutcome = outcome ?? default,
            Amount = forms.Amount(required: type is { } t && MovesMoney(t)),
            ResponseCode = forms.Code(FeedField.ResponseCode, 2, declined)?.ToUpperInvariant(),
            Scheme = forms.Scheme(declined),
            AdviceCode = forms.Digits(FeedField.AdviceCode, 2, 2),
            EntryMode = forms.Digits(FeedField.EntryMode, 3, 3),
            CardFirst6 = first6,
            CardLast4 = last4,
            CardToken = forms.Identifier(FeedField.CardToken, IngestLimits.CardToken),
            ChipCondition = forms.Digits(FeedField.ChipCondition, 1, 1),
            ServiceCode = forms.Digits(FeedField.ServiceCode, 3, 3),
            CodeSource = forms.Word(FeedField.CodeSource, TransactionWords.SourceOf),
            UnsentCount = forms.Whole(FeedField.UnsentCount, 0, IngestLimits.UnsentCount),
            Stan = forms.Digits(FeedField.Stan, 1, 6)?.PadLeft(6, '0'),
            Rrn = forms.Code(FeedField.Rrn, 12, false),
            AuthCode = forms.Identifier(FeedField.AuthCode, 6),
            Batch = forms.Digits(FeedField.Batch, 1, 6),
            OriginalEventId = forms.Identifier(FeedField.OriginalEventId, IngestLimits.EventId),
            Issuer = forms.Identifier(FeedField.Issuer, IngestLimits.Issuer),
            HostText = forms.FreeText(FeedField.HostText, IngestLimits.HostText),
            Terminal = forms.TerminalState(),
        };

        if (forms.Error is null && transaction.EventId is null && (transaction.Rrn is null || transaction.Stan is null))
            return Refuse(FeedField.EventId, RowErrors.Missing, row, out error);

        error = forms.Error;
        return error is null ? transaction : null;
    }

    /// <summary>These need an amount and a currency.</summary>
    private static bool MovesMoney(TransactionType type) => type is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion
        or TransactionType.Refund or TransactionType.Void;

    private static FeedField? HiddenCardNumber(FeedRow row)
    {
        if (row[FeedField.Card] is { } card && (CardNumbers.Contains(card) || ClearDigits(card) > IngestLimits.CardClearDigits)) return FeedField.Card;
        foreach (var field in Identifiers)
            if (row[field] is { } id && StandsIn(id)) return field;
        foreach (var field in RowForms.Short)
            if (row[field] is { Length: > 12 } text && !IsTime(field, text) && CardNumbers.Contains(text)) return field;
        return null;
    }

    /// <summary>Most ids are digits alone, of which only all together can be a card number; a file has several in every row.</summary>
    private static bool StandsIn(string id) =>
        id.Length is >= 13 and <= 19 && !id.AsSpan().ContainsAnyExceptInRange('0', '9') ? CardNumbers.IsCardNumber(id) : CardNumbers.StandsIn(id);

    /// <summary>With milliseconds and offset; no time of this length that can be read holds a card number, a test says so.</summary>
    private const int PlainTime = 29;

    /// <summary>Looking at every time of a file for a card number costs as much as all else that is read.</summary>
    private static bool IsTime(FeedField field, string text) =>
        field is FeedField.OccurredAt or FeedField.TerminalSignedOnAt or FeedField.TerminalCertificateExpires && text.Length <= PlainTime && Rfc3339.Parse(text) is not null;

    private static int ClearDigits(string card)
    {
        var digits = 0;
        foreach (var c in card)
            if (char.IsDigit(c)) digits++;
        return digits;
    }

    private static Transaction? Refuse(FeedField field, string code, FeedRow row, out RowError? error)
    {
        error = new RowError(row.Line, FeedFields.Name(field), code);
        return null;
    }
}
