using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;

namespace Portal.Bench;

/// <summary>Gathering the evidence of a failed sale and planning the first step: time and statements, at a short and a long history.</summary>
internal static class GatherBench
{
    private const int Rounds = 600;

    public static async Task Run(string folder, Results results)
    {
        var small = await BenchDatabase.Open(folder, 100_000);
        var large = await BenchDatabase.Open(folder, 5_000_000);
        var (smallSales, largeSales) = (Failures(small), Failures(large));
        // Once without counting: compiled, caches warm. Then in turns, so that both meet the same neighbours on the machine.
        await Measure(small, smallSales);
        await Measure(large, largeSales);
        var (few, many) = (new Measured(), new Measured());
        for (var turn = 0; turn < 3; turn++)
        {
            few.Add(await Measure(small, smallSales));
            many.Add(await Measure(large, largeSales));
        }

        results.Tell($"gather the evidence at {small.Rows} transactions, median", Measured.Median(few.Gather), "us");
        results.Tell($"gather the evidence at {large.Rows} transactions, median", Measured.Median(many.Gather), "us");
        results.AtMost("gather, large to small", Measured.Median(many.Gather) / Measured.Median(few.Gather), 1.5);
        results.Tell($"plan the first step at {small.Rows} transactions, median", Measured.Median(few.Plan), "us");
        results.Tell($"plan the first step at {large.Rows} transactions, median", Measured.Median(many.Plan), "us");
        results.AtMost("plan, large to small", Measured.Median(many.Plan) / Measured.Median(few.Plan), 1.5);
        results.Tell("statements a gathering, small, mean", few.Statements.Average(), "");
        results.Tell("statements a gathering, large, mean", many.Statements.Average(), "");
        results.AtMost("statements a gathering, most of either", Math.Max(few.Statements.Max(), many.Statements.Max()), 26, "");
    }

    private sealed class Measured
    {
        public List<double> Gather { get; } = [];
        public List<double> Plan { get; } = [];
        public List<double> Statements { get; } = [];

        public void Add(Measured other)
        {
            Gather.AddRange(other.Gather);
            Plan.AddRange(other.Plan);
            Statements.AddRange(other.Statements);
        }

        public static double Median(List<double> times)
        {
            times.Sort();
            return times[times.Count / 2];
        }
    }

    /// <summary>Failed sales spread evenly over the table.</summary>
    private static List<TransactionId> Failures(BenchDatabase database)
    {
        var found = new List<TransactionId>(Rounds);
        using var connection = database.Connection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM transactions WHERE id >= $id AND outcome = 1 ORDER BY id LIMIT 1";
        var from = command.Parameters.Add("$id", Microsoft.Data.Sqlite.SqliteType.Integer);
        var most = database.Number("SELECT max(id) FROM transactions");
        for (var i = 0; i < Rounds; i++)
        {
            from.Value = 1 + (long)(i * 0.6180339887 % 1 * (most - 100));
            if (command.ExecuteScalar() is long id) found.Add(new(id));
        }

        return found;
    }

    private static async Task<Measured> Measure(BenchDatabase database, List<TransactionId> sales)
    {
        if (await database.Services.GetRequiredService<Knowledge>().Playbook(default) is null)
            foreach (var step in database.Services.GetServices<IStartupStep>()) await step.Run(default);
        var playbook = (await database.Services.GetRequiredService<Knowledge>().Playbook(default))!;
        var lanes = database.Services.GetRequiredService<ReadLanes>();
        using var commands = new Commands();
        var measured = new Measured();
        foreach (var sale in sales)
        {
            var before = lanes.Asked + commands.Count;
            var started = Stopwatch.GetTimestamp();
            var gathered = await database.Run<GatherCase, Result<Gathered>>(g => g.Run(sale, default));
            measured.Gather.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            measured.Statements.Add(lanes.Asked + commands.Count - before);

            var file = gathered.Value!.File;
            started = Stopwatch.GetTimestamp();
            NextStep.For(playbook, file, file.Transaction.OccurredAt.AddMinutes(2), []);
            measured.Plan.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return measured;
    }

    /// <summary>Counts EF's commands.</summary>
    private sealed class Commands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> subscriptions = [];

        public Commands() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public long Count { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name) Count++;
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => subscriptions.ForEach(s => s.Dispose());
    }
}
