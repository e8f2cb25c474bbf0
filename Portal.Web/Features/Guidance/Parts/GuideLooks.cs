using Portal.Domain.Guidance;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Guidance.Parts;

/// <summary>Icons and tones of topics and of advice.</summary>
public static class GuideLooks
{
    public static string IconOf(GuideTopic topic) => topic switch
    {
        GuideTopic.Money => "money",
        GuideTopic.Terminal => "terminal",
        GuideTopic.Causes => "question",
        GuideTopic.Customer => "card",
        GuideTopic.Merchant => "shop",
        GuideTopic.Prevention => "shield",
        GuideTopic.Rules => "book",
        _ => "chart",
    };

    public static string ToneOf(Retry retry) => retry switch
    {
        Retry.NotThisCard => "stop",
        Retry.Now => "go",
        Retry.NotNeeded => "info",
        _ => "wait",
    };

    public static string IconOf(Retry retry) => retry switch
    {
        Retry.NotThisCard => "stop",
        Retry.Now => "go",
        Retry.NotNeeded => "check",
        Retry.AfterFix => "warn",
        _ => "wait",
    };

    public static string AddressOf(ResponseCode code) => $"/codes/{code.Scheme}/{code.Code}";
}
