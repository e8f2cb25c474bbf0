using System.Data.Common;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// Numbers for what repeats, while writing: looked up once, made where missing. Another process may have made them meanwhile, so a miss always asks
/// the database, inside the writing transaction.
/// </summary>
internal sealed class TransactionKeys
{
    private readonly Dictionary<string, long> merchants = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Merchant, string Number), (long No, bool Registered)> terminals = new(new ByNames());
    private readonly Dictionary<string, long> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> states = new(StringComparer.Ordinal);

    /// <summary>The same by value: the terminals of a file take turns, and writing a state as JSON only to find its number is dear.</summary>
    private readonly Dictionary<LastingState, long?> lasting = new(new BySerial());

    private const int MostLasting = 200_000;

    private readonly record struct LastingState(string? Serial, string? Model, string? Firmware, DateTimeOffset? CertificateExpires, bool? LocationOk);

    /// <summary>Asked for once a row: hashing every part of the key as the language would costs more than finding it.</summary>
    private sealed class BySerial : IEqualityComparer<LastingState>
    {
        public bool Equals(LastingState a, LastingState b) =>
            a.Serial == b.Serial && a.Firmware == b.Firmware && a.Model == b.Model && a.LocationOk == b.LocationOk && a.CertificateExpires == b.CertificateExpires;

        public int GetHashCode(LastingState state) => (state.Serial ?? state.Model ?? "").GetHashCode(StringComparison.Ordinal)
            ^ (state.Firmware?.Length ?? 0) << 20 ^ (state.LocationOk == true ? 1 : 0) ^ state.CertificateExpires.GetHashCode();
    }

    private sealed class ByNames : IEqualityComparer<(string Merchant, string Number)>
    {
        public bool Equals((string Merchant, string Number) a, (string Merchant, string Number) b) => a.Number == b.Number && a.Merchant == b.Merchant;

        public int GetHashCode((string Merchant, string Number) names) =>
            names.Number.GetHashCode(StringComparison.Ordinal) * 31 + names.Merchant.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>After a rollback nothing that was made counts.</summary>
    public void Forget()
    {
        merchants.Clear();
        terminals.Clear();
        words.Clear();
        states.Clear();
        lasting.Clear();
    }

    /// <summary>Takes in every number there is at once: for a delivery of many rows that is a fraction of asking one by one.</summary>
    public void Preload(Writing writing)
    {
        if (terminals.Count > 0) return;
        var numbers = new Dictionary<long, string>();
        using (var rows = writing.Command("SELECT no, number FROM merchant_keys").ExecuteReader())
            while (rows.Read()) merchants[numbers[rows.GetInt64(0)] = rows.GetString(1)] = rows.GetInt64(0);

        var registered = new HashSet<(string, string)>();
        using (var rows = writing.Command("SELECT m.\"Number\", t.\"Number\" FROM terminals t JOIN merchants m ON m.\"Id\" = t.\"MerchantId\"").ExecuteReader())
            while (rows.Read()) registered.Add((rows.GetString(0), rows.GetString(1)));
        using (var rows = writing.Command("SELECT no, merchant_no, number FROM terminal_keys").ExecuteReader())
            while (rows.Read()) terminals[(numbers[rows.GetInt64(1)], rows.GetString(2))] = (rows.GetInt64(0), registered.Contains((numbers[rows.GetInt64(1)], rows.GetString(2))));

        using (var rows = writing.Command("SELECT no, text FROM transaction_words").ExecuteReader())
            while (rows.Read()) words[rows.GetString(1)] = rows.GetInt64(0);
        using (var rows = writing.Command("SELECT no, state FROM terminal_states").ExecuteReader())
            while (rows.Read()) states[rows.GetString(1)] = rows.GetInt64(0);
    }

    public (long No, bool Registered) Terminal(Writing writing, string merchantNumber, string terminalNumber)
    {
        if (terminals.TryGetValue((merchantNumber, terminalNumber), out var known)) return known;
        if (!merchants.TryGetValue(merchantNumber, out var merchant))
            merchants[merchantNumber] = merchant = FindOrMake(writing, "merchant_keys", "number", merchantNumber);

        var no = writing.Number("SELECT no FROM terminal_keys WHERE merchant_no = @p0 AND number = @p1", merchant, terminalNumber);
        if (no is null)
        {
            no = Next(writing, "terminal_keys");
            writing.Do("INSERT INTO terminal_keys (no, merchant_no, number) VALUES (@p0, @p1, @p2)", no, merchant, terminalNumber);
        }

        var registered = writing.Number(
            "SELECT 1 FROM terminals t JOIN merchants m ON m.\"Id\" = t.\"MerchantId\" WHERE m.\"Number\" = @p0 AND t.\"Number\" = @p1", merchantNumber, terminalNumber) is not null;
        return terminals[(merchantNumber, terminalNumber)] = (no.Value, registered);
    }

    public long? Word(Writing writing, string? text)
    {
        if (text is null) return null;
        if (words.TryGetValue(text, out var known)) return known;
        return words[text] = FindOrMake(writing, "transaction_words", "text", text);
    }

    public long? State(Writing writing, TerminalState? state)
    {
        if (state is null) return null;
        var key = new LastingState(state.Serial, state.Model, state.Firmware, state.CertificateExpires, state.LocationOk);
        if (lasting.TryGetValue(key, out var known)) return known;
        if (lasting.Count >= MostLasting) lasting.Clear();
        return lasting[key] = TransactionNames.WriteState(state) is { } json ? StateNo(writing, json) : null;
    }

    private long StateNo(Writing writing, string json) =>
        states.TryGetValue(json, out var known) ? known : states[json] = FindOrMake(writing, "terminal_states", "state", json);

    private static long FindOrMake(Writing writing, string table, string column, string text)
    {
        if (writing.Number($"SELECT no FROM {table} WHERE {column} = @p0", text) is { } found) return found;
        var no = Next(writing, table);
        writing.Do($"INSERT INTO {table} (no, {column}) VALUES (@p0, @p1)", no, text);
        return no;
    }

    private static long Next(Writing writing, string table) => (writing.Number($"SELECT max(no) FROM {table}") ?? 0) + 1;
}

/// <summary>One writing transaction on an open connection, with its statements.</summary>
internal sealed class Writing(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    public DbTransaction Transaction => transaction;

    public long? Number(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteScalar() switch { long n => n, int n => n, _ => null };

    public int Do(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public DbCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + i;
                command.Parameters.Add(parameter);
            }

            commands[sql] = command;
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        transaction.Dispose();
    }
}
