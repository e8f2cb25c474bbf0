using System.Data.Common;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// Reads transactions. It knows no viewer: callers hand in the terminals that the viewer may see (<c>VisibleTerminals</c>), as <see cref="TerminalNo"/>,
/// and whoever asks by an id checks the terminal of the answer the same way.
/// </summary>
public sealed class TransactionStore(ReadLanes lanes, TransactionNames names)
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>The lookup's one statement: day, terminal, from, to, limit.</summary>
    public const string NearStatement =
        $"SELECT {TransactionColumns.Names} FROM transactions WHERE day = @p0 AND terminal_no = @p1 AND occurred_at BETWEEN @p2 AND @p3 ORDER BY occurred_at DESC LIMIT @p4";

    private const string ByIdSql = $"SELECT {TransactionColumns.Names} FROM transactions WHERE id = @p0";
    private const string ByKeySql = $"SELECT {TransactionColumns.Names} FROM transactions WHERE event_key = @p0";
    private const string ByOriginalSql = $"SELECT {TransactionColumns.Names} FROM transactions WHERE original_key = @p0 ORDER BY id LIMIT 50";

    private const string LastApprovalSql =
        "SELECT max(occurred_at) FROM transactions WHERE day = @p0 AND terminal_no = @p1 AND occurred_at < @p2 AND outcome = 0 AND type IN (0, 2, 3, 4)";

    private const string CodeElsewhereSql =
        "SELECT count(*), count(DISTINCT t.terminal_no), count(DISTINCT k.merchant_no), count(DISTINCT t.issuer_no) FROM " +
        "(SELECT terminal_no, issuer_no FROM transactions WHERE response_code = @p0 AND outcome = 1 AND occurred_at BETWEEN @p1 AND @p2 AND (scheme_no = @p3 OR @p3 = 0) LIMIT 20000) t " +
        "JOIN terminal_keys k ON k.no = t.terminal_no WHERE k.merchant_no <> @p4";

    /// <summary>Everything at these terminals in the window, both ends included; newest first, at most <paramref name="limit"/> a terminal and day.</summary>
    public async Task<List<Transaction>> Near(IReadOnlyList<TerminalNo> terminals, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancel)
    {
        var found = new List<Transaction>();
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        using var lane = await lanes.Take(cancel);
        try
        {
            for (var day = last / DayMilliseconds; day >= first / DayMilliseconds; day--)
                foreach (var terminal in terminals)
                    await ReadAll(lane.Ask(NearStatement, day, terminal.Value, first, last, (long)limit), found, cancel);
        }
        catch (DbException)
        {
            lane.Break();
            throw;
        }

        return found;
    }

    /// <summary>Rising by time: what else happened on that terminal.</summary>
    public async Task<List<Transaction>> SameTerminal(TerminalNo terminal, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var rows = await Near([terminal], from, to, 2_000, cancel);
        rows.Sort((a, b) => a.OccurredAt != b.OccurredAt ? a.OccurredAt.CompareTo(b.OccurredAt) : a.Id.Value.CompareTo(b.Id.Value));
        return rows;
    }

    /// <summary>Null where there is none; the caller checks that the viewer may see its terminal.</summary>
    public Task<Transaction?> ById(TransactionId id, CancellationToken cancel) => One(ByIdSql, cancel, id.Value);

    /// <summary>The feed's own id, in every feed that has one like it; the caller checks who may see them.</summary>
    public async Task<List<Transaction>> ByEventId(string eventId, CancellationToken cancel)
    {
        var found = new List<Transaction>();
        if (eventId.Length is 0 or > Domain.Ingest.IngestLimits.EventId) return found;
        foreach (var feed in await Feeds(cancel))
            if (await One(ByKeySql, cancel, EventKeys.Of(feed.No, eventId)) is { } row) found.Add(row);
        return found;
    }

    /// <summary>Rows that name this one as their original, and the one it names; of the same merchant only.</summary>
    public async Task<List<Transaction>> Related(Transaction transaction, CancellationToken cancel)
    {
        var found = new List<Transaction>();
        if ((await Feeds(cancel)).FirstOrDefault(f => f.Name == transaction.Feed) is not { Name: not null } feed) return found;

        if (transaction.OriginalEventId is { } original && await One(ByKeySql, cancel, EventKeys.Of(feed.No, original)) is { } named) found.Add(named);
        if (transaction.EventId is { } id)
        {
            using var lane = await lanes.Take(cancel);
            await ReadAll(lane.Ask(ByOriginalSql, EventKeys.Of(feed.No, id)), found, cancel);
        }

        return [.. found.Where(row => row.MerchantNumber == transaction.MerchantNumber && row.Id != transaction.Id)];
    }

    /// <summary>Newest approved money transaction before that time, looking back at most <paramref name="days"/> days.</summary>
    public async Task<DateTimeOffset?> LastApproval(TerminalNo terminal, DateTimeOffset before, CancellationToken cancel, int days = 30)
    {
        var end = before.ToUnixTimeMilliseconds();
        using var lane = await lanes.Take(cancel);
        for (var day = end / DayMilliseconds; day > end / DayMilliseconds - days; day--)
            if (await lane.Ask(LastApprovalSql, day, terminal.Value, end).ExecuteScalarAsync(cancel) is long at)
                return DateTimeOffset.FromUnixTimeMilliseconds(at);
        return null;
    }

    /// <summary>Declines with this code at other merchants in the window: how many, at how many terminals, merchants and issuers.</summary>
    /// <param name="except">DE42 of the merchant that asks.</param>
    public async Task<CodeElsewhere> CodeElsewhere(string? scheme, string code, string except, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        using var lane = await lanes.Take(cancel);
        var schemeNo = scheme is null ? 0L : await lane.Ask("SELECT no FROM transaction_words WHERE text = @p0", scheme).ExecuteScalarAsync(cancel) as long? ?? -1L;
        var merchantNo = await lane.Ask("SELECT no FROM merchant_keys WHERE number = @p0", except).ExecuteScalarAsync(cancel) as long? ?? 0L;
        await using var row = await lane.Ask(CodeElsewhereSql, code, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), schemeNo, merchantNo).ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new((int)row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3)) : new(0, 0, 0, 0);
    }

    /// <summary>How far each feed has told us.</summary>
    public async Task<IReadOnlyList<FeedState>> Feeds(CancellationToken cancel)
    {
        var found = new List<FeedState>();
        using var lane = await lanes.Take(cancel);
        await using var row = await lane.Ask("SELECT no, name, received_at, data_until FROM feeds ORDER BY no").ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add(new(row.GetInt64(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))));
        return found;
    }

    /// <summary>Time of the newest transaction a feed sent; null where it never sent one.</summary>
    public async Task<DateTimeOffset?> DataUntil(string feed, CancellationToken cancel) =>
        (await Feeds(cancel)).Where(f => f.Name == feed).Select(f => (DateTimeOffset?)f.DataUntil).SingleOrDefault();

    /// <summary>When anything was last received from any feed.</summary>
    public async Task<DateTimeOffset?> NewestReceivedAt(CancellationToken cancel) => (await Feeds(cancel)).Max(f => (DateTimeOffset?)f.ReceivedAt);

    /// <summary>The number transactions of this terminal carry; null where none ever came.</summary>
    public ValueTask<TerminalNo?> NumberOf(string merchantNumber, string terminalNumber, CancellationToken cancel) => names.NumberOf(merchantNumber, terminalNumber, cancel);

    private async Task<Transaction?> One(string sql, CancellationToken cancel, params object[] values)
    {
        using var lane = await lanes.Take(cancel);
        var found = new List<Transaction>(1);
        await ReadAll(lane.Ask(sql, values), found, cancel);
        return found.Count > 0 ? found[0] : null;
    }

    private async Task ReadAll(DbCommand command, List<Transaction> into, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) into.Add(await TransactionColumns.Read(rows, names));
    }
}

/// <summary>Number of a terminal within the transaction tables, whether it is registered or not.</summary>
public readonly record struct TerminalNo(long Value);

/// <param name="DataUntil">Time of the newest transaction it sent: facts hold up to here.</param>
public sealed record FeedState(long No, string Name, DateTimeOffset ReceivedAt, DateTimeOffset DataUntil);
