using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Transactions;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Lookup;

namespace Portal.Bench;

/// <summary>A window around a time on one terminal, any outcome: the store's query, the same statement on raw ADO, and the whole use case.</summary>
internal static class LookupBench
{
    private const int Rounds = 3_000;
    private const int HalfWidthMinutes = 30;

    public static async Task Run(BenchDatabase small, BenchDatabase large, Results results)
    {
        var (smallSamples, largeSamples) = (Samples(small), Samples(large));
        // Once without counting: compiled, caches warm.
        await Store(small, smallSamples);
        await Store(large, largeSamples);
        var (few, many) = (await Store(small, smallSamples), await Store(large, largeSamples));
        Raw(large, largeSamples);
        var raw = Raw(large, largeSamples);
        await UseCase(small, smallSamples);
        await UseCase(large, largeSamples);
        var (wholeFew, wholeMany) = (await UseCase(small, smallSamples), await UseCase(large, largeSamples));

        results.Tell($"lookup query at {small.Rows} transactions, median", few.Median, "us");
        results.Tell($"lookup query at {large.Rows} transactions, median", many.Median, "us");
        results.Tell("rows an answer, small and large", few.RowsEach, "rows");
        results.Tell("", many.RowsEach, "rows");
        results.AtMost("lookup query, large to small", many.Median / few.Median, 1.5);
        results.Tell($"same statement prepared on raw ADO at {large.Rows}, median", raw, "us");
        results.AtMost("lookup query to raw ADO", many.Median / raw, 2);
        results.Tell($"whole lookup (who may see what, ranking) at {small.Rows}, median", wholeFew, "us");
        results.Tell($"whole lookup (who may see what, ranking) at {large.Rows}, median", wholeMany, "us");
        results.AtMost("whole lookup, large to small", wholeMany / wholeFew, 1.5);
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

    private static async Task<(double Median, double RowsEach)> Store(BenchDatabase database, List<Sample> samples)
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

        return (Median(times), (double)rows / samples.Count);
    }

    private static double Raw(BenchDatabase database, List<Sample> samples)
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

        return Median(times);
    }

    private static async Task<double> UseCase(BenchDatabase database, List<Sample> samples)
    {
        var times = new List<double>();
        foreach (var sample in samples.Take(500))
        {
            var started = Stopwatch.GetTimestamp();
            await database.Run<FindTransactions, FindTransactions.Found>(f => f.Run(new(sample.Terminal, Domain.Common.Rfc3339.Write(sample.At)), default));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
