namespace Portal.Web.Features.Demo;

/// <summary>One planted story, and the row of it that a person looks up.</summary>
/// <param name="Id">Stable name, "bad-card".</param>
/// <param name="MinutesBefore">How long before the end of the history the row happened.</param>
/// <param name="Yuan">Its amount.</param>
/// <param name="Code">Its response code; null where nobody answered.</param>
/// <param name="Tells">What it shows, for docs/demo-data.md.</param>
public sealed record DemoStory(string Id, DemoTerminal Terminal, double MinutesBefore, decimal Yuan, string? Code, string Tells)
{
    public DateTimeOffset At(DemoPlan plan) => plan.Until.AddMinutes(-MinutesBefore);
}
