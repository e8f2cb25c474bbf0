using System.Data.Common;
using System.Globalization;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>What other merchants saw around a sale, and what is usual: in three questions of bounded size, however long the history and heavy the traffic.</summary>
public sealed class TrafficCounts(ReadLanes lanes)
{
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(30);

    /// <summary>Days before the sale's own that tell the usual.</summary>
    private const int DaysBack = 14;

    /// <summary>At most so many failures with one code to each side of the sale; with more of them the minutes looked at are fewer.</summary>
    private const int MostFailures = 120;

    private const int Slots = 13;

    private const string NamesSql =
        "SELECT (SELECT no FROM transaction_words WHERE text = @p0), (SELECT no FROM transaction_words WHERE text = @p1), " +
        "(SELECT no FROM merchant_keys WHERE number = @p2), (SELECT max(no) FROM merchant_keys)";

    /// <summary>Six keys for each day, two for each slot.</summary>
    private static readonly string CountsSql =
        $"SELECT key, count FROM traffic_counts WHERE key IN ({string.Join(", ", Enumerable.Range(0, DaysBack * 6 + Slots * 2).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture)))})";

    private static readonly string CodeSql = Union([.. Sides("t.response_code = @p4")]);

    private static readonly string UnansweredSql = Union(
        [.. Unanswered.Codes.Select(code => $"t.response_code = '{code}'").Append("t.response_code IS NULL").SelectMany(Sides)]);

    /// <param name="until">The newest thing heard from any feed.</param>
    public async Task<CodeElsewhere> Compare(Transaction sale, DateTimeOffset until, CancellationToken cancel)
    {
        if (sale.SentOutcome is not (Outcome.Declined or Outcome.Unknown) || !sale.IsMoney) return CodeElsewhere.NotCompared;
        using var lane = await lanes.Take(cancel);
        try
        {
            var isUnanswered = Unanswered.Is(sale.SentOutcome, sale.ResponseCode);
            return Spread.Of(await Gather(lane, sale, isUnanswered, until > sale.OccurredAt ? until : sale.OccurredAt, cancel), sale.ResponseCode, isUnanswered, sale.OccurredAt);
        }
        catch (DbException)
        {
            lane.Break();
            throw;
        }
    }

    private static async Task<TrafficElsewhere> Gather(ReadLanes.Lane lane, Transaction sale, bool isUnanswered, DateTimeOffset until, CancellationToken cancel)
    {
        var (scheme, issuer, merchant, merchants) = await Names(lane, sale, cancel);
        var bank = CountKeys.Bank(issuer, sale.CardFirst6 is { } first6 ? long.Parse(first6, CultureInfo.InvariantCulture) : null);
        var code = sale.ResponseCode is { } known ? CountKeys.Code(known) : CountKeys.Unanswered;
        var cards = CountKeys.Scheme(scheme);

        var (failures, withCode, unanswered) = await Failures(lane, sale, isUnanswered, scheme ?? 0, merchant, until, cancel);
        var counts = await Counts(lane, sale.OccurredAt, bank, cards, code, cancel);
        return new TrafficElsewhere
        {
            Bank = bank,
            Merchants = merchants - 1,
            Failures = failures,
            WithCode = withCode,
            Unanswered = unanswered,
            BankAttempts = SlotsOf(bank),
            Attempts = SlotsOf(cards),
            BankDays = DaysOf(bank),
            Days = DaysOf(cards),
        };

        SlotCounts SlotsOf(long whose)
        {
            var first = CountKeys.Slot((sale.OccurredAt - Around).ToUnixTimeMilliseconds());
            return new(DateTimeOffset.FromUnixTimeMilliseconds(first * CountKeys.SlotMilliseconds),
                [.. Enumerable.Range(0, Slots).Select(i => counts.GetValueOrDefault(CountKeys.Of(first + i, whose, CountKeys.Attempts)))], until);
        }

        List<DayCount> DaysOf(long whose) => whose == 0 ? [] :
        [
            .. DaysBefore(sale.OccurredAt).Select(day => new DayCount(
                counts.GetValueOrDefault(CountKeys.Of(day, whose, CountKeys.Attempts)), counts.GetValueOrDefault(CountKeys.Of(day, whose, code)),
                counts.GetValueOrDefault(CountKeys.Of(day, whose, CountKeys.Unanswered)))).Where(d => d.Attempts > 0),
        ];
    }

    private static IEnumerable<long> DaysBefore(DateTimeOffset at)
    {
        var today = at.ToUnixTimeMilliseconds() / CountKeys.DayMilliseconds;
        return Enumerable.Range(1, DaysBack).Select(back => CountKeys.Day(today - back));
    }

    private static async Task<(long? Scheme, long? Issuer, long Merchant, long Merchants)> Names(ReadLanes.Lane lane, Transaction sale, CancellationToken cancel)
    {
        await using var row = await lane.Ask(NamesSql, sale.Scheme ?? "", sale.Issuer ?? "", sale.MerchantNumber).ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (Number(0), Number(1), Number(2) ?? 0, Number(3) ?? 0);

        long? Number(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    }

    private static async Task<Dictionary<long, long>> Counts(ReadLanes.Lane lane, DateTimeOffset at, long bank, long cards, long code, CancellationToken cancel)
    {
        var keys = new List<object>(DaysBack * 6 + Slots * 2);
        foreach (var day in DaysBefore(at))
            foreach (var whose in new[] { bank, cards })
                foreach (var what in new[] { CountKeys.Attempts, CountKeys.Unanswered, code })
                    keys.Add(CountKeys.Of(day, whose, what));
        var first = CountKeys.Slot((at - Around).ToUnixTimeMilliseconds());
        for (var slot = first; slot < first + Slots; slot++)
            foreach (var whose in new[] { bank, cards })
                keys.Add(CountKeys.Of(slot, whose, CountKeys.Attempts));

        var found = new Dictionary<long, long>();
        await using var rows = await lane.Ask(CountsSql, [.. keys]).ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) found[rows.GetInt64(0)] = rows.GetInt64(1);
        return found;
    }

    private static async Task<(List<FailureElsewhere> Found, Listed WithCode, Listed Unanswered)> Failures(
        ReadLanes.Lane lane, Transaction sale, bool isUnanswered, long scheme, long merchant, DateTimeOffset until, CancellationToken cancel)
    {
        var (from, at, to) = ((sale.OccurredAt - Around).ToUnixTimeMilliseconds(), sale.OccurredAt.ToUnixTimeMilliseconds(), (sale.OccurredAt + Around).ToUnixTimeMilliseconds());
        var command = isUnanswered ? lane.Ask(UnansweredSql, from, at, to, scheme) : lane.Ask(CodeSql, from, at, to, scheme, sale.ResponseCode!);
        var found = new List<FailureElsewhere>();
        var sides = new Dictionary<(string? Code, bool IsAfter), (int Count, DateTimeOffset Last)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(0));
            var code = rows.IsDBNull(1) ? null : rows.GetString(1);
            var side = (code, time > sale.OccurredAt);
            sides[side] = (sides.GetValueOrDefault(side).Count + 1, Farther(sides.GetValueOrDefault(side, (0, time)).Item2, time));
            if (rows.GetInt64(5) == merchant) continue;
            var bank = CountKeys.Bank(rows.IsDBNull(2) ? null : rows.GetInt64(2), rows.IsDBNull(3) ? null : rows.GetInt64(3));
            found.Add(new(time, code, bank, rows.GetInt64(5), rows.GetInt64(4)));
        }

        var end = until < sale.OccurredAt + Around ? until : sale.OccurredAt + Around;
        return (found, ListedOf(s => s.Code == sale.ResponseCode), ListedOf(_ => true));

        DateTimeOffset Farther(DateTimeOffset a, DateTimeOffset b) => (a - sale.OccurredAt).Duration() > (b - sale.OccurredAt).Duration() ? a : b;

        // Where the limit cut a side short, nothing is known beyond its last row.
        Listed ListedOf(Func<(string? Code, bool IsAfter), bool> counts)
        {
            var listed = new Listed(sale.OccurredAt - Around, end);
            foreach (var (side, (count, last)) in sides.Where(s => counts(s.Key) && s.Value.Count >= MostFailures))
            {
                if (side.IsAfter && last < listed.To) listed = listed with { To = last };
                if (!side.IsAfter && last > listed.From) listed = listed with { From = last };
            }

            return listed;
        }
    }

    private static IEnumerable<string> Sides(string code)
    {
        const string rest = "t.outcome IN (1, 3) AND t.type IN (0, 1, 2, 3, 4) AND coalesce(t.scheme_no, 0) = @p3";
        var limit = MostFailures.ToString(CultureInfo.InvariantCulture);
        yield return $"SELECT * FROM (SELECT {Columns} FROM transactions t WHERE {code} AND {rest} AND t.occurred_at BETWEEN @p0 AND @p1 ORDER BY t.occurred_at DESC LIMIT {limit}) b";
        yield return $"SELECT * FROM (SELECT {Columns} FROM transactions t WHERE {code} AND {rest} AND t.occurred_at > @p1 AND t.occurred_at <= @p2 ORDER BY t.occurred_at LIMIT {limit}) a";
    }

    /// <summary>All in the index of failures: the rows themselves are not read.</summary>
    private const string Columns = "t.occurred_at, t.response_code, t.issuer_no, t.card_first6, t.terminal_no";

    private static string Union(IReadOnlyList<string> parts) =>
        $"SELECT f.occurred_at, f.response_code, f.issuer_no, f.card_first6, f.terminal_no, k.merchant_no FROM ({string.Join(" UNION ALL ", parts)}) f JOIN terminal_keys k ON k.no = f.terminal_no";
}
