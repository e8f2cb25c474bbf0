using Portal.Domain.Tickets;

namespace Portal.Web.Features.Tickets;

/// <summary>Colour, icon and text keys of a verdict kept with a ticket; they depend on the verdict alone, never on the code.</summary>
public sealed record VerdictTone(string Tone, string Icon, string HeadKey, string MoneyKey)
{
    public static VerdictTone Of(CaseVerdict verdict)
    {
        var (tone, icon) = verdict.Retry switch
        {
            "not-this-card" => ("stop", "stop"),
            "now" => ("go", "go"),
            "not-needed" => ("info", "go"),
            "after-fix" => ("wait", "warn"),
            _ => ("wait", "wait"),
        };
        return new(tone, icon, "Retry." + verdict.Retry, "Money." + verdict.MoneyMoved);
    }
}
