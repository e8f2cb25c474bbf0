using Portal.Domain.Transactions;

namespace Portal.Web.Features.Demo;

/// <summary>The whole history of a plan, rising by time: everyday traffic with the planted stories woven in.</summary>
public static class DemoHistory
{
    /// <summary>Before the end of the history everyday traffic leaves the stories' terminals alone, so that each story shows only what it tells.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(3);

    public static IEnumerable<Transaction> Rows(DemoPlan plan)
    {
        var merchants = DemoWorld.Merchants(plan);
        var owners = merchants.SelectMany(m => m.Stores.SelectMany(s => s.Terminals.Select(t => (t, m)))).ToDictionary(x => x.t.Number, x => x.m);
        var planted = DemoStories.Rows(plan).OrderBy(r => r.At).ToList();
        var told = planted.Select(r => r.Terminal.Number).ToHashSet();
        var quietFrom = plan.Until - Quiet;
        var sequences = new Dictionary<string, long>();
        var next = 0;
        var sequence = 0L;

        foreach (var sale in new DemoTraffic(plan, merchants).Rows())
        {
            while (next < planted.Count && planted[next].At <= sale.At) yield return Plant(planted[next++]);
            if (sale.At >= quietFrom && told.Contains(sale.Terminal.Number)) continue;
            yield return DemoRow.Make(plan, sale.Merchant, sale.Terminal, sale.At, ++sequence, sale.Card, sale.Facts);
        }

        while (next < planted.Count) yield return Plant(planted[next++]);

        Transaction Plant(DemoStories.Planted row)
        {
            sequence++;
            if (row.Mark is not null) sequences[row.Mark] = sequence;
            var facts = row.Original is null ? row.Facts : row.Facts with { OriginalSequence = sequences[row.Original] };
            return DemoRow.Make(plan, owners[row.Terminal.Number], row.Terminal, row.At, sequence, row.Card, facts);
        }
    }
}
