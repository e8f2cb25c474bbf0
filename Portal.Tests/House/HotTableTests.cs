using System.Reflection;
using Portal.Domain.Common;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Live;
using Portal.Web.Features.Lookup;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Troubleshooting;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>
/// The transactions know no viewer. Every way to ask them is bound to terminals found through the filter, or stands here with what binds it, and is
/// tried by the other merchant and by a cashier of the sibling store.
/// </summary>
public class HotTableTests
{
    /// <summary>Ways to ask that do not take the numbers of terminals.</summary>
    private static readonly Dictionary<string, string> Unbound = new()
    {
        ["TransactionStore.ById"] = "its three callers check the terminal (Rules.TransactionsAreAskedByIdOnlyWhereTheTerminalIsChecked)",
        ["TransactionStore.ByEventId"] = "FindTransaction checks the terminal of each",
        ["TransactionStore.Related"] = "rows of the same merchant as the one that was let through",
        ["TransactionStore.Feeds"] = "names of feeds and how far they have told; of nobody",
        ["TransactionStore.NewestReceivedAt"] = "a time; of nobody",
        ["TransactionStore.NumberOf"] = "makes the number out of a terminal the caller found through the filter",
        ["TransactionStore.NumbersOf"] = "makes the numbers out of terminals the caller found through the filter",
        ["TrafficCounts.Compare"] = "counts over all merchants; of nobody",
    };

    [Fact]
    public void Every_way_to_ask_is_bound_to_terminals_or_says_what_binds_it()
    {
        var ways = new[] { typeof(TransactionStore), typeof(TerminalMarks), typeof(TrafficCounts) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => (Name: $"{t.Name}.{m.Name}", IsBound: IsBound(m)))).ToList();

        Assert.Empty(ways.Where(w => !w.IsBound && !Unbound.ContainsKey(w.Name)).Select(w => w.Name));
        Assert.Empty(Unbound.Keys.Except(ways.Where(w => !w.IsBound).Select(w => w.Name)));
    }

    [Fact]
    public void A_way_that_is_bound_to_nothing_is_found() => Assert.False(IsBound(typeof(Planted).GetMethod(nameof(Planted.Everything))!));

    private static bool IsBound(MethodInfo method) => method.GetParameters().Any(p =>
        p.ParameterType == typeof(TerminalNo) || p.ParameterType.GetGenericArguments().Contains(typeof(TerminalNo)));

    private sealed class Planted
    {
        public Task<List<Portal.Domain.Transactions.Transaction>> Everything(DateTimeOffset from) => Task.FromResult(new List<Portal.Domain.Transactions.Transaction>());
    }

    public static TheoryData<string> Strangers => ["another merchant's owner", "the sibling store's cashier", "nobody"];

    private static Viewer Stranger(string who) => who switch
    {
        "another merchant's owner" => Cast.Wang.Viewer,
        "the sibling store's cashier" => new Cast.Person("bund@lotus.example", "外滩店员", Role.Cashier, Cast.LotusTea, Cast.Bund).Viewer,
        _ => Viewer.Nobody,
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task No_way_leads_a_stranger_to_a_sale(string who)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var sale = await portal.Declined("51");
        var eventId = (await portal.As(Cast.Lin).Run<FindTransaction, Result<FindTransaction.Found>>(f => f.Run(sale, default))).Value!.Transaction.EventId!;
        var stranger = portal.As(Stranger(who));

        Assert.Equal(Problem.NotFound, (await stranger.Run<FindTransaction, Result<FindTransaction.Found>>(f => f.Run(sale, default))).Problem);
        Assert.Empty(await stranger.Run<FindTransaction, IReadOnlyList<FindTransaction.Found>>(f => f.ByEventId(eventId, default)));
        Assert.Equal(Problem.NotFound, (await stranger.Run<GatherCase, Result<Gathered>>(g => g.Run(sale, default))).Problem);
        Assert.Equal(Problem.NotFound, (await stranger.Run<StartSession, Result<SessionView>>(s => s.Run(new(sale), default))).Problem);
        Assert.Null(await stranger.Run<FindWatched, IReadOnlyList<Watched>?>(f => f.Run(FindWatched.Transaction, sale.ToString(), default)));
        Assert.Null(await stranger.Run<FindWatched, IReadOnlyList<Watched>?>(f => f.Run(FindWatched.Terminal, Cast.Till1.Id.Value.ToString(), default)));
        Assert.Null(await stranger.Run<VisibleTerminals, VisibleTerminal?>(v => v.Of(Cast.LotusTea.Number, Cast.Till1.Number, default)));
        Assert.Empty(await stranger.Run<VisibleTerminals, List<VisibleTerminal>>(v => v.Called(Cast.Till1.Number, 10, default)));
        Assert.Empty((await stranger.Run<FindTransactions, FindTransactions.Found>(f => f.Run(new(Terminal: Cast.Till1.Number, At: "2026-11-23T14:00"), default))).Items);
        Assert.Empty((await stranger.Run<FindTransactions, FindTransactions.Found>(f => f.Run(new(At: "2026-11-23T14:00", Amount: "86", Last4: "1234"), default))).Items);
    }

    /// <summary>Two merchants may have a terminal of the same number, and feeds the same event ids.</summary>
    [Fact]
    public async Task A_reversal_at_another_merchant_is_no_part_of_a_sales_case()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var sale = await portal.Declined("51");
        var eventId = (await portal.As(Cast.Lin).Run<FindTransaction, Result<FindTransaction.Found>>(f => f.Run(sale, default))).Value!.Transaction.EventId!;
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("X1", ("type", "reversal"), ("original_event_id", eventId),
            ("merchant_id", Cast.HarbourNoodles.Number), ("terminal_id", Cast.HarbourTill.Number))));

        var gathered = await portal.As(Cast.Lin).Run<GatherCase, Result<Gathered>>(g => g.Run(sale, default));

        Assert.Empty(gathered.Value!.File.Related);
    }
}
