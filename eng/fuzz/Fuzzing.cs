using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Portal.Fuzz;

/// <summary>Tries inputs one after another, watches the clock and the memory, and tells what it found by number.</summary>
internal static class Fuzzing
{
    private const int SlowMilliseconds = 1_000, MostTold = 20;
    private const long MayGrowBytes = 64L * 1024 * 1024;

    public static async Task<bool> Run(Target target, int count, int from, TextWriter output)
    {
        await target.Start();
        var found = new ConcurrentQueue<string>();
        var all = Stopwatch.StartNew();
        var slowest = 0L;
        var warm = Math.Max(1, count / 5);
        await Through(from, warm);
        var before = Held();
        await Through(from + warm, count - warm);
        var after = Held();

        if (count > 1_000 && after - before > MayGrowBytes) found.Enqueue($"memory grew by {(after - before) >> 20} MB");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name}: {count} inputs from {from}, {found.Count} found, slowest {slowest} ms, held {before >> 20} MB after a fifth and {after >> 20} MB at the end, {all.Elapsed.TotalSeconds:0} s"));
        foreach (var one in found.Take(MostTold)) await output.WriteLineAsync("  " + one);
        return found.IsEmpty;

        Task Through(int first, int many) => Parallel.ForEachAsync(Enumerable.Range(first, many), new ParallelOptions { MaxDegreeOfParallelism = target.AtOnce }, async (number, _) =>
        {
            var input = Mutation.Make(target, number);
            var (wrong, took) = await Once(target, input);
            // A machine that was busy with something else is no finding: the same input has to be slow three times.
            for (var again = 0; again < 2 && wrong is null && took > SlowMilliseconds; again++) (wrong, took) = await Once(target, input);
            if (wrong is null && took > SlowMilliseconds) wrong = $"took {took} ms";
            if (wrong is not null) found.Enqueue($"{target.Name} {number}: {wrong}");
            long known;
            while (took > (known = Interlocked.Read(ref slowest)) && Interlocked.CompareExchange(ref slowest, took, known) != known)
            {
                // Another one was slower at the same moment.
            }
        });
    }

    private static async Task<(string? Wrong, long Milliseconds)> Once(Target target, byte[] input)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return (await target.Try(input), watch.ElapsedMilliseconds);
        }
        catch (Exception thrown)
        {
            return ($"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")} {thrown.StackTrace?.Split('\n')[0].Trim()}", watch.ElapsedMilliseconds);
        }
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
