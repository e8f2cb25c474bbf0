using System.Globalization;

namespace Portal.Bench;

/// <summary>What was measured, against what was promised.</summary>
internal sealed class Results
{
    private readonly List<(string What, double Value, string Unit, double? Most, double? Least)> lines = [];

    public bool AllHold => lines.All(l => (l.Most is null || l.Value <= l.Most) && (l.Least is null || l.Value >= l.Least));

    public void Tell(string what, double value, string unit) => lines.Add((what, value, unit, null, null));

    public void AtMost(string what, double value, double most, string unit = "x") => lines.Add((what, value, unit, most, null));

    public void AtLeast(string what, double value, double least, string unit = "x") => lines.Add((what, value, unit, null, least));

    public void Print(TextWriter output)
    {
        foreach (var (what, value, unit, most, least) in lines)
        {
            var promise = most is not null ? $"<= {most.Value.ToString(CultureInfo.InvariantCulture)}" : least is not null ? $">= {least.Value.ToString(CultureInfo.InvariantCulture)}" : "";
            var held = most is null && least is null ? "" : (most is null || value <= most) && (least is null || value >= least) ? "ok" : "MISSED";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-64} {value,12:0.###} {unit,-8} {promise,-8} {held}"));
        }
    }
}
