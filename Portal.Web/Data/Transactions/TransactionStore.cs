using System.Data.Common;
using System.Globalization;
using Portal.Domain.Common;
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

    private const string OnwardsStatement =
        $"SELECT {TransactionColumns.Names} FROM transactions WHERE day = @p0 AND terminal_no = @p1 AND occurred_at BETWEEN @p2 AND @p3 ORDER BY occurred_at LIMIT @p4";

    /// <summary>What the verdict needs of a terminal so busy that not all of its day is read: the same amount, whatever takes something back, and what still waits.</summary>
    private const string TellingStatement =
        $"SELECT {TransactionColumns.Names} FROM transactions WHERE day = @p0 AND terminal_no = @p1 AND occurred_at BETWEEN @p2 AND @p3 AND (amount = @p5 OR type IN (1, 2, 6) OR marks >= 16777216) ORDER BY occurred_at LIMIT @p4";

    private const string LastApprovalSql =
        "SELECT occurred_at FROM transactions WHERE day = @p0 AND terminal_no = @p1 AND occurred_at < @p2 AND outcome = 0 AND type IN (0, 2, 3, 4) ORDER BY occurred_at DESC LIMIT 1";

    /// <summary>A little over five years back, 32 days each.</summary>
    private const int Periods = 60;

    private static readonly string ApprovalDaysSql =
        $"SELECT key, days FROM terminal_days WHERE key IN ({string.Join(", ", Enumerable.Range(0, Periods).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>Of one merchant: whether each terminal works, from its newest rows of the window.</summary>
    private static string WorkingSql(int terminals) => string.Join(" UNION ALL ", Enumerable.Range(0, terminals).Select(i =>
        $"SELECT * FROM (SELECT terminal_no, outcome, response_code, card_last4 FROM transactions WHERE day = @p0 AND terminal_no = @p{i + 3} AND occurred_at BETWEEN @p1 AND @p2 " +
        $"AND type IN (0, 1, 2, 3, 4) ORDER BY occurred_at DESC LIMIT {RowsOfOther}) t{i}"));

    private const int RowsOfOther = 20;

    /// <summary>More of a merchant's terminals than this are not looked at: the first ones tell enough.</summary>
    public const int OtherTerminals = 24;

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

    /// <summary>
    /// Rising by time: what else happened on that terminal around the sale, the nearest first where there is more than can be read (500 rows before it,
    /// 1 000 after); of what is left out, the rows that may change the verdict are read all the same.
    /// </summary>
    public async Task<List<Transaction>> SameTerminal(TerminalNo terminal, Transaction sale, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        const long mostBefore = 500, mostAfter = 1_000;
        var (first, at, last) = (from.ToUnixTimeMilliseconds(), sale.OccurredAt.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var rows = new List<Transaction>();
        using var lane = await lanes.Take(cancel);
        try
        {
            var read = 0;
            for (var day = at / DayMilliseconds; day >= first / DayMilliseconds; day--, read = rows.Count)
            {
                await ReadAll(lane.Ask(NearStatement, day, terminal.Value, first, at, mostBefore), rows, cancel);
                if (rows.Count - read >= mostBefore) await Telling(day, first, rows[^1].OccurredAt.ToUnixTimeMilliseconds());
            }

            for (var day = at / DayMilliseconds; day <= last / DayMilliseconds; day++)
            {
                read = rows.Count;
                await ReadAll(lane.Ask(OnwardsStatement, day, terminal.Value, at + 1, last, mostAfter), rows, cancel);
                if (rows.Count - read >= mostAfter) await Telling(day, rows[^1].OccurredAt.ToUnixTimeMilliseconds(), last);
            }
        }
        catch (DbException)
        {
            lane.Break();
            throw;
        }

        rows = [.. rows.DistinctBy(r => r.Id)];
        rows.Sort((a, b) => a.OccurredAt != b.OccurredAt ? a.OccurredAt.CompareTo(b.OccurredAt) : a.Id.Value.CompareTo(b.Id.Value));
        return rows;

        Task Telling(long day, long start, long end) => ReadAll(lane.Ask(TellingStatement, day, terminal.Value, start, end, mostAfter, sale.Amount?.Minor ?? -1), rows, cancel);
    }

    /// <summary>Which of these terminals had an approval in the window, and which nothing but failures: with the sale's code, or of several cards.</summary>
    /// <param name="terminals">At most <see cref="OtherTerminals"/>.</param>
    public async Task<(int Fine, int Failing)> Working(IReadOnlyList<TerminalNo> terminals, string? code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (terminals.Count == 0) return (0, 0);
        var seen = new List<(long Terminal, Outcome Outcome, string? Code, long Card)>();
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        // Few different lengths, so that few statements are prepared; what is left over asks for no terminal.
        var places = terminals.Count <= 4 ? 4 : OtherTerminals;
        using var lane = await lanes.Take(cancel);
        try
        {
            for (var day = first / DayMilliseconds; day <= last / DayMilliseconds; day++)
            {
                object[] values = [day, first, last, .. Enumerable.Range(0, places).Select(i => (object)(i < terminals.Count ? terminals[i].Value : -1L))];
                await using var rows = await lane.Ask(WorkingSql(places), values).ExecuteReaderAsync(cancel);
                while (await rows.ReadAsync(cancel))
                    seen.Add((rows.GetInt64(0), (Outcome)rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(3) ? -1 : rows.GetInt64(3)));
            }
        }
        catch (DbException)
        {
            lane.Break();
            throw;
        }

        var byTerminal = seen.GroupBy(r => r.Terminal).ToList();
        return (
            byTerminal.Count(t => t.Any(r => r.Outcome == Outcome.Approved)),
            byTerminal.Count(t => t.All(r => r.Outcome is Outcome.Declined or Outcome.Unknown) && (t.Any(r => r.Code == code) || t.DistinctBy(r => r.Card).Count() > 1)));
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
    /// <param name="feeds">As <see cref="Feeds"/> gave them.</param>
    public async Task<List<Transaction>> Related(Transaction transaction, IReadOnlyList<FeedState> feeds, CancellationToken cancel)
    {
        var found = new List<Transaction>();
        if (feeds.FirstOrDefault(f => f.Name == transaction.Feed) is not { Name: not null } feed) return found;

        if (transaction.OriginalEventId is { } original && await One(ByKeySql, cancel, EventKeys.Of(feed.No, original)) is { } named) found.Add(named);
        if (transaction.EventId is { } id)
        {
            using var lane = await lanes.Take(cancel);
            await ReadAll(lane.Ask(ByOriginalSql, EventKeys.Of(feed.No, id)), found, cancel);
        }

        return [.. found.Where(row => row.MerchantNumber == transaction.MerchantNumber && row.Id != transaction.Id)];
    }

    /// <summary>Newest approved money transaction before that time, looking back at most <paramref name="days"/> days; in three questions at most.</summary>
    public async Task<DateTimeOffset?> LastApproval(TerminalNo terminal, DateTimeOffset before, CancellationToken cancel, int days = Periods * CountKeys.DaysOfPeriod)
    {
        var end = before.ToUnixTimeMilliseconds();
        using var lane = await lanes.Take(cancel);
        try
        {
            // The day itself may have approvals only later on; the one before it that had any cannot.
            foreach (var day in (await ApprovalDays(lane, terminal, end / DayMilliseconds, cancel)).Where(d => d > end / DayMilliseconds - days).Take(2))
                if (await lane.Ask(LastApprovalSql, day, terminal.Value, end).ExecuteScalarAsync(cancel) is long at)
                    return DateTimeOffset.FromUnixTimeMilliseconds(at);
            return null;
        }
        catch (DbException)
        {
            lane.Break();
            throw;
        }
    }

    /// <summary>Days up to this one on which the terminal had an approval, newest first.</summary>
    private static async Task<List<long>> ApprovalDays(ReadLanes.Lane lane, TerminalNo terminal, long last, CancellationToken cancel)
    {
        object[] keys = [.. Enumerable.Range(0, Periods).Select(i => (object)CountKeys.Period(last / CountKeys.DaysOfPeriod - i, terminal.Value))];
        var found = new List<long>();
        await using var rows = await lane.Ask(ApprovalDaysSql, keys).ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (first, bits) = ((rows.GetInt64(0) >> 40) * CountKeys.DaysOfPeriod, rows.GetInt64(1));
            found.AddRange(Enumerable.Range(0, CountKeys.DaysOfPeriod).Where(i => (bits >> i & 1) != 0 && first + i <= last).Select(i => first + i));
        }

        found.Sort((a, b) => b.CompareTo(a));
        return found;
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

    /// <summary>When anything was last received from any feed.</summary>
    public async Task<DateTimeOffset?> NewestReceivedAt(CancellationToken cancel) => (await Feeds(cancel)).Max(f => (DateTimeOffset?)f.ReceivedAt);

    /// <summary>The number transactions of this terminal carry; null where none ever came.</summary>
    public ValueTask<TerminalNo?> NumberOf(string merchantNumber, string terminalNumber, CancellationToken cancel) => names.NumberOf(merchantNumber, terminalNumber, cancel);

    /// <summary>Of several terminals of one merchant, at most <see cref="OtherTerminals"/>; those that nothing ever came from are left out.</summary>
    public ValueTask<List<TerminalNo>> NumbersOf(string merchantNumber, IReadOnlyList<string> terminalNumbers, CancellationToken cancel) =>
        names.NumbersOf(merchantNumber, terminalNumbers, cancel);

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
