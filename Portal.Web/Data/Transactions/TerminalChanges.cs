namespace Portal.Web.Data.Transactions;

/// <summary>
/// Counts up, once a batch, every terminal something was written about: who shows a terminal compares the number it showed with the one there is now,
/// from any process and node. A reversal from another till counts for the till of the sale it names as well.
/// </summary>
internal sealed class TerminalChanges
{
    /// <summary>A batch of many rows touches thousands of terminals: one statement for so many of them, rising, costs a fraction of one each.</summary>
    private const int AtOnce = 100;

    private static readonly string Sql =
        $"UPDATE terminal_keys SET changed = changed + 1 WHERE no IN ({string.Join(", ", Enumerable.Range(0, AtOnce).Select(i => "@p" + i))})";

    private readonly HashSet<long> terminals = [];
    private readonly List<byte[]> originals = [];

    public void Touch(long terminalNo, byte[]? originalKey)
    {
        terminals.Add(terminalNo);
        if (originalKey is not null) originals.Add(originalKey);
    }

    public void Save(Writing writing)
    {
        foreach (var original in originals)
            if (writing.Number("SELECT terminal_no FROM transactions WHERE event_key = @p0", original) is { } terminalNo) terminals.Add(terminalNo);
        foreach (var some in terminals.Order().Chunk(AtOnce))
        {
            var numbers = new object?[AtOnce];
            for (var i = 0; i < AtOnce; i++) numbers[i] = i < some.Length ? some[i] : -1L;
            writing.Do(Sql, numbers);
        }
    }
}

/// <summary>Reads the numbers <see cref="TerminalChanges"/> counts: a handful of rows by their key, however long the history is.</summary>
public sealed class TerminalMarks(ReadLanes lanes)
{
    private const int AtOnce = 32;

    private static readonly string Sql = $"SELECT no, changed FROM terminal_keys WHERE no IN ({string.Join(", ", Enumerable.Range(0, AtOnce).Select(i => "@p" + i))})";

    public async Task<IReadOnlyDictionary<TerminalNo, long>> Read(IReadOnlyCollection<TerminalNo> terminals, CancellationToken cancel)
    {
        var marks = new Dictionary<TerminalNo, long>(terminals.Count);
        if (terminals.Count == 0) return marks;

        using var lane = await lanes.Take(cancel);
        foreach (var some in terminals.Chunk(AtOnce))
        {
            var numbers = new object[AtOnce];
            for (var i = 0; i < AtOnce; i++) numbers[i] = some[Math.Min(i, some.Length - 1)].Value;
            await using var rows = await lane.Ask(Sql, numbers).ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) marks[new TerminalNo(rows.GetInt64(0))] = rows.GetInt64(1);
        }

        return marks;
    }
}
