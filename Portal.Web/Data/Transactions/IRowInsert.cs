using System.Data.Common;
using Microsoft.Data.Sqlite;
using Portal.Domain.Transactions;
using SQLitePCL;

namespace Portal.Web.Data.Transactions;

/// <summary>One transaction as it lies in its row, before it is bound to a statement.</summary>
internal sealed class RowValues
{
    public const string Columns =
        "id, occurred_at, terminal_no, delivery_no, type, outcome, amount, currency, response_code, scheme_no, entry_mode, card_first6, card_last4, card_token, " +
        "stan, rrn, auth_code, batch, issuer_no, state_no, link, signed_on, marks, event_key, original_key, host_text";

    public const int Count = 26;

    public readonly long?[] Numbers = new long?[Count];
    public readonly string?[] Texts = new string?[Count];
    public readonly byte[]?[] Bytes = new byte[]?[Count];

    public byte[] EventKey => Bytes[23]!;
    public byte[]? OriginalKey => Bytes[24];

    public void Fill(long id, Transaction row, long terminalNo, long deliveryNo, long? schemeNo, long? issuerNo, long? stateNo, byte[] eventKey, byte[]? originalKey)
    {
        Numbers[0] = id;
        Numbers[1] = row.OccurredAt.ToUnixTimeMilliseconds();
        Numbers[2] = terminalNo;
        Numbers[3] = deliveryNo;
        Numbers[4] = (long)row.Type;
        Numbers[5] = (long)row.SentOutcome;
        Numbers[6] = row.Amount?.Minor;
        Numbers[7] = row.Amount is { } money ? Domain.Common.Currencies.Number(money.Currency) : null;
        Texts[8] = row.ResponseCode;
        Numbers[9] = schemeNo;
        Numbers[10] = Number(row.EntryMode);
        Numbers[11] = Number(row.CardFirst6);
        Numbers[12] = Number(row.CardLast4);
        Bytes[13] = Packed.Pack(row.CardToken);
        Numbers[14] = Number(row.Stan);
        Bytes[15] = Packed.Pack(row.Rrn);
        Bytes[16] = Packed.Pack(row.AuthCode);
        Bytes[17] = Packed.Pack(row.Batch);
        Numbers[18] = issuerNo;
        Numbers[19] = stateNo;
        Numbers[20] = Packed.Link(row.Terminal);
        Numbers[21] = Packed.Since(row.OccurredAt, row.Terminal?.SignedOnAt);
        Numbers[22] = Marks.Of(row);
        Bytes[23] = eventKey;
        Bytes[24] = originalKey;
        Texts[25] = row.HostText;
    }

    /// <summary>What the column holds: by its place it is a number, a text or bytes.</summary>
    public static bool IsText(int column) => column is 8 or 25;

    public static bool IsBytes(int column) => column is 13 or 15 or 16 or 17 or 23 or 24;

    public object? this[int column] => IsText(column) ? Texts[column] : IsBytes(column) ? Bytes[column] : Numbers[column];

    private static long? Number(string? digits)
    {
        if (digits is null) return null;
        long value = 0;
        foreach (var c in digits) value = value * 10 + (c - '0');
        return value;
    }
}

/// <summary>Writes one row where its key is new; says whether it was. The place where the two databases differ for speed.</summary>
internal interface IRowInsert : IDisposable
{
    bool Insert(RowValues values);
}

internal static class RowInsert
{
    public static string Sql(string prefix)
    {
        var values = string.Join(", ", Enumerable.Range(0, RowValues.Count).Select(i => prefix + i));
        var (key, terminal) = (prefix + "23", prefix + "2");
        // A reversal that arrived before its original (same feed, same merchant) is found while the original is written.
        return $"INSERT INTO transactions ({RowValues.Columns}, reversed_by) VALUES ({values}, " +
            $"(SELECT min(r.id) FROM transactions r WHERE r.original_key = {key} AND r.type = 6 AND r.outcome IN (0, 2) AND r.event_key <> {key} AND r.terminal_no IN " +
            $"(SELECT other.no FROM terminal_keys own JOIN terminal_keys other ON other.merchant_no = own.merchant_no WHERE own.no = {terminal}))) ON CONFLICT DO NOTHING";
    }

    public static IRowInsert For(DbConnection connection, DbTransaction within) =>
        connection is SqliteConnection sqlite ? new SqliteRowInsert(sqlite) : new PortableRowInsert(connection, within);
}

/// <summary>Straight to the library: binding 26 named parameters through the provider costs more than writing the row.</summary>
internal sealed class SqliteRowInsert : IRowInsert
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <summary>What is bound stays bound: most rows leave the same columns empty, and those need no call.</summary>
    private readonly bool[] isBound = new bool[RowValues.Count];

    public SqliteRowInsert(SqliteConnection connection)
    {
        database = connection.Handle!;
        var done = raw.sqlite3_prepare_v2(database, RowInsert.Sql("@p"), out statement);
        SqliteException.ThrowExceptionForRC(done, database);
    }

    public bool Insert(RowValues values)
    {
        for (var i = 0; i < RowValues.Count; i++) Bind(i, values);
        var done = raw.sqlite3_step(statement);
        var reset = raw.sqlite3_reset(statement);
        if (done != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(reset, database);
        return raw.sqlite3_changes(database) > 0;
    }

    private void Bind(int column, RowValues values)
    {
        // Parameters count from one in the order in which they first appear: the values, then the two that the reversal repeats.
        var place = column + 1;
        if (RowValues.IsText(column))
        {
            if (values.Texts[column] is { } text) raw.sqlite3_bind_text(statement, place, text);
            else Clear(column);
            isBound[column] = values.Texts[column] is not null;
        }
        else if (RowValues.IsBytes(column))
        {
            if (values.Bytes[column] is { } bytes) raw.sqlite3_bind_blob(statement, place, bytes.AsSpan());
            else Clear(column);
            isBound[column] = values.Bytes[column] is not null;
        }
        else
        {
            if (values.Numbers[column] is { } number) raw.sqlite3_bind_int64(statement, place, number);
            else Clear(column);
            isBound[column] = values.Numbers[column] is not null;
        }
    }

    private void Clear(int column)
    {
        if (isBound[column]) raw.sqlite3_bind_null(statement, column + 1);
    }

    public void Dispose() => statement.Dispose();
}

/// <summary>Through ADO, for every other database.</summary>
internal sealed class PortableRowInsert : IRowInsert
{
    private readonly DbCommand command;

    public PortableRowInsert(DbConnection connection, DbTransaction within)
    {
        command = connection.CreateCommand();
        command.Transaction = within;
        command.CommandText = RowInsert.Sql("@p");
        for (var i = 0; i < RowValues.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.DbType = RowValues.IsText(i) ? System.Data.DbType.String : RowValues.IsBytes(i) ? System.Data.DbType.Binary : System.Data.DbType.Int64;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
    }

    public bool Insert(RowValues values)
    {
        for (var i = 0; i < RowValues.Count; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteNonQuery() > 0;
    }

    public void Dispose() => command.Dispose();
}
