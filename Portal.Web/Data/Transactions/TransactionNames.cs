using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>What the numbers in a transaction stand for. Rows of these tables never change, so what was read once is kept.</summary>
public sealed class TransactionNames(ReadLanes lanes)
{
    private const int MostKept = 200_000;

    private readonly ConcurrentDictionary<long, (string Merchant, string Terminal)> terminals = new();
    private readonly ConcurrentDictionary<long, (string Feed, DateTimeOffset ReceivedAt)> deliveries = new();
    private readonly ConcurrentDictionary<long, string> words = new();
    private readonly ConcurrentDictionary<(string Merchant, string Terminal), long> numbers = new();
    private readonly ConcurrentDictionary<long, TerminalState> states = new();

    internal ValueTask<(string Merchant, string Terminal)> Terminal(long no) => Of(terminals, no,
        "SELECT m.number, t.number FROM terminal_keys t JOIN merchant_keys m ON m.no = t.merchant_no WHERE t.no = @p0",
        row => (row.GetString(0), row.GetString(1)));

    internal ValueTask<(string Feed, DateTimeOffset ReceivedAt)> Delivery(long no) => Of(deliveries, no,
        "SELECT f.name, d.received_at FROM deliveries d JOIN feeds f ON f.no = d.feed_no WHERE d.no = @p0",
        row => (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));

    internal ValueTask<string> Word(long no) => Of(words, no, "SELECT text FROM transaction_words WHERE no = @p0", row => row.GetString(0));

    internal ValueTask<TerminalState> State(long no) => Of(states, no, "SELECT state FROM terminal_states WHERE no = @p0", row => ReadState(row.GetString(0)));

    internal async ValueTask<TerminalNo?> NumberOf(string merchant, string terminal, CancellationToken cancel)
    {
        if (numbers.TryGetValue((merchant, terminal), out var known)) return new TerminalNo(known);
        using var lane = await lanes.Take(cancel);
        var found = await lane.Ask("SELECT t.no FROM terminal_keys t JOIN merchant_keys m ON m.no = t.merchant_no WHERE m.number = @p0 AND t.number = @p1", merchant, terminal)
            .ExecuteScalarAsync(cancel);
        if (found is not long no) return null;
        numbers[(merchant, terminal)] = no;
        return new TerminalNo(no);
    }

    private static readonly string NumbersSql =
        "SELECT t.number, t.no FROM terminal_keys t JOIN merchant_keys m ON m.no = t.merchant_no WHERE m.number = @p0 AND t.number IN (" +
        string.Join(", ", Enumerable.Range(1, TransactionStore.OtherTerminals).Select(i => "@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))) + ")";

    /// <summary>In one question for all that are not known yet.</summary>
    internal async ValueTask<List<TerminalNo>> NumbersOf(string merchant, IReadOnlyList<string> terminals, CancellationToken cancel)
    {
        var unknown = terminals.Where(t => !numbers.ContainsKey((merchant, t))).ToList();
        if (unknown.Count > 0)
        {
            object[] values = [merchant, .. Enumerable.Range(0, TransactionStore.OtherTerminals).Select(i => i < unknown.Count ? unknown[i] : "")];
            using var lane = await lanes.Take(cancel);
            await using var rows = await lane.Ask(NumbersSql, values).ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) numbers[(merchant, rows.GetString(0))] = rows.GetInt64(1);
        }

        return [.. terminals.Select(t => numbers.TryGetValue((merchant, t), out var no) ? new TerminalNo(no) : default).Where(no => no.Value != 0)];
    }

    /// <summary>The part of a terminal's state that seldom changes.</summary>
    internal static string? WriteState(TerminalState? state)
    {
        if (state is null) return null;
        var lasting = state with { Network = null, Signal = null, SignedOnAt = null };
        return lasting == NoState ? null : JsonSerializer.Serialize(new[]
        {
            lasting.Serial, lasting.Model, lasting.Firmware, lasting.CertificateExpires is { } expires ? Domain.Common.Rfc3339.Write(expires) : null,
            lasting.LocationOk switch { true => "1", false => "0", null => null },
        });
    }

    private static TerminalState ReadState(string json)
    {
        var parts = JsonSerializer.Deserialize<string?[]>(json)!;
        return new TerminalState
        {
            Serial = parts[0],
            Model = parts[1],
            Firmware = parts[2],
            CertificateExpires = parts[3] is { } expires ? Domain.Common.Rfc3339.Parse(expires) : null,
            LocationOk = parts[4] switch { "1" => true, "0" => false, _ => null },
        };
    }

    private static readonly TerminalState NoState = new();

    private ValueTask<T> Of<T>(ConcurrentDictionary<long, T> known, long no, string sql, Func<DbDataReader, T> read) =>
        known.TryGetValue(no, out var value) ? ValueTask.FromResult(value) : Ask(known, no, sql, read);

    private async ValueTask<T> Ask<T>(ConcurrentDictionary<long, T> known, long no, string sql, Func<DbDataReader, T> read)
    {
        using var lane = await lanes.Take(default, within: true);
        await using var row = await lane.Ask(sql, no).ExecuteReaderAsync();
        if (!await row.ReadAsync()) throw new InvalidOperationException($"A transaction points to {no}, which is not there: {sql}");
        var value = read(row);
        if (known.Count >= MostKept) known.Clear();
        return known[no] = value;
    }
}
