namespace Portal.E2E.Support;

/// <summary>A planted story, read from docs/demo-data.md as a person would.</summary>
/// <param name="MinutesBefore">Before the portal was first started.</param>
/// <param name="Code">"–" where nobody answered.</param>
public sealed record DemoTale(string Id, string Merchant, string Terminal, string MinutesBefore, string Yuan, string Code)
{
    private static readonly Dictionary<string, string> Merchants = new()
    {
        ["莲香茶楼"] = "898310058120001",
        ["海港面馆"] = "898310058140002",
        ["新桥药房"] = "898310059120003",
        ["绿洲超市"] = "898310054110004",
        ["城南书店"] = "898310059420005",
        ["青禾烘焙"] = "898310054620006",
    };

    public static DemoTale Of(string id)
    {
        var line = File.ReadLines(Path.Combine(RunningPortal.RepositoryRoot(), "docs", "demo-data.md")).Single(l => l.StartsWith($"| `{id}` |", StringComparison.Ordinal));
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return new(id, Merchants[cells[2].Split(' ')[0]], cells[3].Split('`')[1], cells[4], cells[5], cells[6]);
    }
}
