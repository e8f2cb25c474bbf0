using System.Globalization;

namespace Portal.Web.Features.Demo;

/// <summary>A terminal of the demo: what the acquirer registered and what it says of itself.</summary>
public sealed record DemoTerminal(string Number, string Name, string Model, string Firmware, long ContactlessLimitMinor)
{
    public string Serial => "0000" + Number + "71";
}

public sealed record DemoStore(string Number, string Name, string Address, IReadOnlyList<DemoTerminal> Terminals);

/// <param name="TypicalYuan">What a usual sale costs there.</param>
public sealed record DemoMerchant(string Number, string Name, string Mcc, double TypicalYuan, bool ForeignCards, IReadOnlyList<DemoStore> Stores);

/// <summary>The merchants of a plan: first the six that people and stories know by name, then as many nameless ones as the plan asks for.</summary>
public static class DemoWorld
{
    private const string Current = "2.4.1";
    private const string Behind = "2.1.0";
    private const long PerTap = 100_000;
    private const long OldPerTap = 30_000;

    public static readonly DemoTerminal TeaTill1 = new("31000001", "收银台 1", "A920", Current, PerTap);
    public static readonly DemoTerminal TeaTill2 = new("31000002", "收银台 2", "A920", Current, PerTap);
    public static readonly DemoTerminal TeaWindow = new("31000003", "外卖窗口", "A77", Current, PerTap);
    public static readonly DemoTerminal BundTill = new("31000004", "外滩收银台", "A920", Behind, OldPerTap);
    public static readonly DemoTerminal NoodleDoor = new("31000011", "门口", "K9", Current, PerTap);
    public static readonly DemoTerminal NoodleHall = new("31000012", "大堂", "A920", Current, PerTap);
    public static readonly DemoTerminal Pharmacy1 = new("31000021", "柜台 1", "A920", Current, PerTap);
    public static readonly DemoTerminal Pharmacy2 = new("31000022", "柜台 2", "G3", Behind, PerTap);
    public static readonly DemoTerminal Market2 = new("31000031", "收银 2", "A920", Current, PerTap);
    public static readonly DemoTerminal MarketSelf4 = new("31000032", "自助 4", "A77", Current, PerTap);
    public static readonly DemoTerminal Market1 = new("31000033", "收银 1", "A920", Current, PerTap);
    public static readonly DemoTerminal Books = new("31000041", "收银台", "A920", Behind, PerTap);
    public static readonly DemoTerminal Bakery = new("31000051", "柜台", "A920", Current, PerTap);
    public static readonly DemoTerminal BakeryOut = new("31000052", "外带", "A77", Current, PerTap);

    private static readonly DemoMerchant[] Named =
    [
        new("898310058120001", "莲香茶楼", "5812", 86, false,
        [
            new("S01", "南京路店", "上海市黄浦区南京东路 128 号", [TeaTill1, TeaTill2, TeaWindow]),
            new("S02", "外滩店", "上海市黄浦区中山东一路 20 号", [BundTill]),
        ]),
        new("898310058140002", "海港面馆", "5814", 32, false, [new("S01", "总店", "上海市虹口区四川北路 66 号", [NoodleDoor, NoodleHall])]),
        new("898310059120003", "新桥药房", "5912", 120, false, [new("S01", "新桥店", "上海市松江区新桥路 9 号", [Pharmacy1, Pharmacy2])]),
        new("898310054110004", "绿洲超市", "5411", 95, true, [new("S01", "绿洲店", "上海市浦东新区绿洲路 300 号", [Market2, MarketSelf4, Market1])]),
        new("898310059420005", "城南书店", "5942", 64, true, [new("S01", "城南店", "上海市徐汇区文定路 5 号", [Books])]),
        new("898310054620006", "青禾烘焙", "5462", 28, false, [new("S01", "青禾店", "上海市静安区愚园路 88 号", [Bakery, BakeryOut])]),
    ];

    private static readonly (string Mcc, double Yuan)[] Trades = [("5812", 90), ("5411", 70), ("5912", 110), ("5651", 220), ("5462", 30), ("7230", 60), ("5541", 300), ("5732", 900)];

    /// <summary>Never fewer than the six named ones with their fourteen terminals.</summary>
    public static IReadOnlyList<DemoMerchant> Merchants(DemoPlan plan)
    {
        var merchants = new List<DemoMerchant>(Named);
        var wanted = Math.Max(plan.Merchants, Named.Length);
        var terminals = Math.Max(plan.Terminals, Named.Sum(m => m.Stores.Sum(s => s.Terminals.Count))) - Named.Sum(m => m.Stores.Sum(s => s.Terminals.Count));
        var nameless = wanted - Named.Length;
        for (var i = 0; i < nameless; i++)
        {
            var (mcc, yuan) = Trades[i % Trades.Length];
            var first = (long)terminals * i / nameless;
            var past = (long)terminals * (i + 1) / nameless;
            var tills = new List<DemoTerminal>();
            for (var t = first; t < past; t++) tills.Add(Till(t));
            merchants.Add(new(Number(mcc, i), $"示例商户 {(i + 1).ToString("D5", CultureInfo.InvariantCulture)}", mcc, yuan, i % 5 == 0, [new("S01", "总店", "", tills)]));
        }

        if (nameless > 0 || terminals <= 0) return merchants;

        // More terminals than merchants to give them to: the supermarket has a long row of tills.
        var row = new List<DemoTerminal>(merchants[3].Stores[0].Terminals);
        for (var t = 0; t < terminals; t++) row.Add(Till(t));
        merchants[3] = merchants[3] with { Stores = [merchants[3].Stores[0] with { Terminals = row }] };
        return merchants;
    }

    private static DemoTerminal Till(long index) => new(
        (40_000_000 + index).ToString(CultureInfo.InvariantCulture), $"收银 {index % 9 + 1}", index % 3 == 0 ? "A77" : "A920", index % 11 == 0 ? Behind : Current, index % 17 == 0 ? OldPerTap : PerTap);

    private static string Number(string mcc, int index) => $"898{3200 + index / 10_000}{mcc}{(index % 10_000).ToString("D4", CultureInfo.InvariantCulture)}";
}
