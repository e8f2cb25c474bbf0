using Portal.Web.Data.Transactions;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Demo;

/// <summary>Writes the history of a demo plan as a feed would: in batches, repeats harmless.</summary>
public sealed class WriteDemoHistory(TransactionWriter writer)
{
    private const int RowsPerBatch = 5_000;

    public sealed record Written(int Accepted, int Duplicates);

    public async Task<Written> Run(DemoPlan plan, Action<int>? progress, CancellationToken cancel)
    {
        var (accepted, duplicates, line) = (0, 0, 0);
        foreach (var batch in DemoHistory.Rows(plan).Chunk(RowsPerBatch))
        {
            var written = await writer.Write(DemoRow.Feed, "demo", [.. batch.Select(row => new ArrivedRow(++line, row))], [], cancel);
            accepted += written.Accepted;
            duplicates += written.Duplicates;
            progress?.Invoke(line);
        }

        return new(accepted, duplicates);
    }
}

/// <summary>The month behind an empty demo portal.</summary>
internal sealed class DemoHistoryPart(WriteDemoHistory write, TimeProvider clock) : IDemoPart
{
    public int Order => 20;

    public Task Run(CancellationToken cancel) => write.Run(DemoPlan.Default(clock.GetUtcNow()), null, cancel);
}
