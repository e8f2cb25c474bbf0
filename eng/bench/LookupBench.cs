using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Transactions;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Lookup;

namespace Portal.Bench;

/// <summary>A window around a time on one terminal, any outcome: the store's query, the same statement on raw ADO, and the whole use case.</summary>
internal static class LookupBench
{
    private const int Rounds = 3_000, UseCases = 500;

    /// <summary>Small, large and raw take turns of so many questions each: what else the machine does meanwhile strikes them alike.</summary>
    private const int Turn = 100;

    private const int HalfWidthMinutes = 30;

    public static async Task Run(BenchDatabase small, BenchDatabase large, Results results)
    {
        var (smallSamples, largeSamples) = (Samples(small), Samples(large));
        var (few, many, raw, wholeFew, wholeMany) = (new Times(), new Times(), new Times(), new Times(), new Times());
        // The first round is not counted: compiled, caches warm.
        for (var round = 0; round < 2; round++)
        {
            foreach (var times in new[] { few, many, raw, wholeFew, wholeMany }) times.Forget();
            for (var at = 0; at < Rounds; at += Turn)
            {
                await Store(small, Some(smallSamples, at), few);
                await Store(large, Some(largeSamples, at), many);
                Raw(large, Some(largeSamples, at), raw);
                if (at >= UseCases) continue;
                await UseCase(small, Some(smallSamples, at), wholeFew);
                await UseCase(large, Some(largeSamples, at), wholeMany);
            }
        }

        results.Tell($"lookup query at {small.Rows} transactions, median", few.Median, "us");
        results.Tell($"lookup query at {large.Rows} transactions, median", many.Median, "us");
        results.Tell("rows an answer, small and large", few.RowsEach, "rows");
        results.Tell("", many.RowsEach, "rows");
        results.AtMost("lookup query, large to small, median of the turns", Times.Ratio(many, few), 1.5);
        results.Tell($"same statement prepared on raw ADO at {large.Rows}, median", raw.Median, "us");
        results.AtMost("lookup query to raw ADO, median of the turns", Times.Ratio(many, raw), 2);
        results.Tell($"whole lookup (who may see what, ranking) at {small.Rows}, median", wholeFew.Median, "us");
        results.Tell($"whole lookup (who may see what, ranking) at {large.Rows}, median", wholeMany.Median, "us");
        results.AtMost("whole lookup, large to small, median of the turns", Times.Ratio(wholeMany, wholeFew), 1.5);
    }

    private static List<Sample> Some(List<Sample> samples, int at) => [.. samples.Skip(at).Take(Turn)];

    /// <summary>Times in turns; two are compared turn by turn, as those of one turn were measured within a blink.</summary>
    private sealed class Times
    {
        private readonly List<List<double>> turns = [];
        private long rows;

        public void Add(List<double> turn, long found)
        {
            turns.Add(turn);
            rows += found;
        }

        public void Forget()
        {
            turns.Clear();
            rows = 0;
        }

        public double Median => Middle(turns.SelectMany(t => t));

        public double RowsEach => (double)rows / turns.Sum(t => t.Count);

        public static double Ratio(Times one, Times other) => Middle(one.turns.Zip(other.turns, (a, b) => Middle(a) / Middle(b)));

        private static double Middle(IEnumerable<double> times)
        {
            var sorted = times.Order().ToList();
            return sorted[sorted.Count / 2];
        }
    }

    private sealed record Sample(TerminalNo No, string Terminal, DateTimeOffset At);

    /// <summary>Real rows spread evenly over the table, the same for every way of asking.</summary>
    private static List<Sample> Samples(BenchDatabase database)
    {
        var samples = new List<Sample>(Rounds);
        using var connection = database.Connection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.terminal_no, k.number, t.occurred_at FROM transactions t JOIN terminal_keys k ON k.no = t.terminal_no WHERE t.id = $id";
        var id = command.Parameters.Add("$id", Microsoft.Data.Sqlite.SqliteType.Integer);
        var most = database.Number("SELECT max(id) FROM transactions");
        for (var i = 0; i < Rounds; i++)
        {
            id.Value = 1 + (long)(i * 0.6180339887 % 1 * (most - 1));
            using var row = command.ExecuteReader();
            if (row.Read()) samples.Add(new(new(row.GetInt64(0)), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))));
        }

        return samples;
    }

    private static async Task Store(BenchDatabase database, List<Sample> samples, Times all)
    {
        var store = database.Services.GetRequiredService<TransactionStore>();
        var times = new List<double>(samples.Count);
        var rows = 0L;
        foreach (var sample in samples)
        {
            var started = Stopwatch.GetTimestamp();
            List<Transaction> found = await store.Near([sample.No], sample.At.AddMinutes(-HalfWidthMinutes), sample.At.AddMinutes(HalfWidthMinutes), 500, default);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            rows += found.Count;
        }

        all.Add(times, rows);
    }

    private static void Raw(BenchDatabase database, List<Sample> samples, Times all)
    {
        using var connection = database.Connection();
        using var command = connection.CreateCommand();
        command.CommandText = TransactionStore.NearStatement;
        for (var i = 0; i < 5; i++) command.Parameters.AddWithValue("@p" + i, 0L);
        command.Prepare();
        var times = new List<double>(samples.Count);
        foreach (var sample in samples)
        {
            var started = Stopwatch.GetTimestamp();
            var (from, to) = (sample.At.AddMinutes(-HalfWidthMinutes).ToUnixTimeMilliseconds(), sample.At.AddMinutes(HalfWidthMinutes).ToUnixTimeMilliseconds());
            for (var day = to / 86_400_000; day >= from / 86_400_000; day--)
            {
                command.Parameters[0].Value = day;
                command.Parameters[1].Value = sample.No.Value;
                command.Parameters[2].Value = from;
                command.Parameters[3].Value = to;
                command.Parameters[4].Value = 500L;
                using var row = command.ExecuteReader();
                var values = new object[row.FieldCount];
                while (row.Read()) row.GetValues(values);
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        all.Add(times, 0);
    }

    private static async Task UseCase(BenchDatabase database, List<Sample> samples, Times all)
    {
        var times = new List<double>();
        foreach (var sample in samples)
        {
            var started = Stopwatch.GetTimestamp();
            await database.Run<FindTransactions, FindTransactions.Found>(f => f.Run(new(sample.Terminal, Domain.Common.Rfc3339.Write(sample.At)), default));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        all.Add(times, 0);
    }
}
