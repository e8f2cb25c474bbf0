using System.Data.Common;
using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>The columns in the order in which they are read, and the transaction they make.</summary>
internal static class TransactionColumns
{
    public const string Names =
        "id, occurred_at, terminal_no, delivery_no, type, outcome, reversed_by, amount, currency, response_code, scheme_no, entry_mode, card_first6, card_last4, card_token, " +
        "stan, rrn, auth_code, batch, issuer_no, state_no, link, signed_on, marks, event_key, original_key, host_text";

    public static long TerminalNo(DbDataReader row) => row.GetInt64(2);

    /// <summary>What the numbers of a row stand for.</summary>
    public readonly record struct Known((string Merchant, string Terminal) Terminal, string Feed, string? Scheme, string? Issuer, TerminalState? State, DateTimeOffset ReceivedAt = default);

    /// <summary>Almost always everything is in memory already.</summary>
    public static async ValueTask<Transaction> Read(DbDataReader row, TransactionNames names)
    {
        var terminal = await names.Terminal(row.GetInt64(2));
        var delivery = await names.Delivery(row.GetInt64(3));
        var scheme = row.IsDBNull(10) ? null : await names.Word(row.GetInt64(10));
        var issuer = row.IsDBNull(19) ? null : await names.Word(row.GetInt64(19));
        var state = row.IsDBNull(20) ? null : await names.State(row.GetInt64(20));
        return Read(row, new Known(terminal, delivery.Feed, scheme, issuer, state, delivery.ReceivedAt));
    }

    public static Transaction Read(DbDataReader row, Known known)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1));
        var marks = row.IsDBNull(23) ? 0 : row.GetInt64(23);

        return new Transaction
        {
            Id = new(row.GetInt64(0)),
            Feed = known.Feed,
            ReceivedAt = known.ReceivedAt,
            EventId = EventKeys.EventId((byte[])row.GetValue(24)),
            MerchantNumber = known.Terminal.Merchant,
            TerminalNumber = known.Terminal.Terminal,
            OccurredAt = at,
            Type = (TransactionType)row.GetInt64(4),
            SentOutcome = (Outcome)row.GetInt64(5),
            ReversedBy = row.IsDBNull(6) ? null : new TransactionId(row.GetInt64(6)),
            Amount = row.IsDBNull(7) ? null : new Money(row.GetInt64(7), Currencies.Of((int)row.GetInt64(8))),
            ResponseCode = row.IsDBNull(9) ? null : row.GetString(9),
            Scheme = known.Scheme,
            EntryMode = Digits(row, 11, "D3"),
            CardFirst6 = Digits(row, 12, "D6"),
            CardLast4 = Digits(row, 13, "D4"),
            CardToken = Packed(row, 14),
            Stan = Digits(row, 15, "D6"),
            Rrn = Packed(row, 16),
            AuthCode = Packed(row, 17),
            Batch = Packed(row, 18),
            Issuer = known.Issuer,
            AdviceCode = Marks.Advice(marks),
            ChipCondition = Marks.ChipCondition(marks),
            ServiceCode = Marks.ServiceCode(marks),
            CodeSource = Marks.Source(marks),
            UnsentCount = Marks.Unsent(marks),
            OriginalEventId = row.IsDBNull(25) ? null : EventKeys.EventId((byte[])row.GetValue(25)),
            HostText = row.IsDBNull(26) ? null : row.GetString(26),
            Terminal = State(row, at, known.State),
        };
    }

    private static TerminalState? State(DbDataReader row, DateTimeOffset at, TerminalState? state)
    {
        // What is passed in may carry the passing parts of another row.
        if (row.IsDBNull(21) && row.IsDBNull(22)) return state is null ? null : state with { Network = null, Signal = null, SignedOnAt = null };
        var (network, signal) = row.IsDBNull(21) ? default : Transactions.Packed.Link(row.GetInt64(21));
        return (state ?? new TerminalState()) with
        {
            Network = network,
            Signal = signal,
            SignedOnAt = row.IsDBNull(22) ? null : Transactions.Packed.Since(at, row.GetInt64(22)),
        };
    }

    private static string? Digits(DbDataReader row, int column, string form) =>
        row.IsDBNull(column) ? null : row.GetInt64(column).ToString(form, CultureInfo.InvariantCulture);

    private static string? Packed(DbDataReader row, int column) => row.IsDBNull(column) ? null : Transactions.Packed.Read((byte[])row.GetValue(column));
}
