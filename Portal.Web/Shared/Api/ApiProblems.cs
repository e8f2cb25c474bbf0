using Portal.Domain.Common;

namespace Portal.Web.Shared.Api;

public static class ApiProblems
{
    /// <summary>The body is not the JSON that the call takes.</summary>
    public static readonly Problem BodyUnreadable = new("body-unreadable");
}
