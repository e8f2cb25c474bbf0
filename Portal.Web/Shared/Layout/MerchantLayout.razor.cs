using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Components;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Shared.Layout;

public partial class MerchantLayout
{
    private int unread;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    // A page shown in place of another (not found, error) stands at the other's address.
    private string Here => Http.Features.Get<IStatusCodeReExecuteFeature>() is { } instead
        ? instead.OriginalPathBase + instead.OriginalPath + instead.OriginalQueryString
        : Http.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path : Http.Request.Path + Http.Request.QueryString;

    // After a failed post the address is that of the form; going back to it as GET shows the form again.
    private string Back => HttpMethods.IsGet(Http.Request.Method) ? Here : Http.Request.Path.ToString();

    private string? Place => Http.User.FindFirst(Viewers.PlaceClaim)?.Value;

    private int VisitMinutesLeft => DateTimeOffset.TryParse(Http.User.FindFirst(Viewers.VisitUntilClaim)?.Value, System.Globalization.CultureInfo.InvariantCulture, out var until)
        ? Math.Max(1, (int)Math.Ceiling((until - Clock.GetUtcNow()).TotalMinutes)) : 0;

    private IEnumerable<(string Href, string Icon, string Label)> Links
    {
        get
        {
            if (Viewer.May(Permission.WorkDesk)) yield return ("/desk", "ticket", Text["Nav.Desk"]);
            yield return ("/lookup", "search", Text["Nav.Lookup"]);
            if (!Viewer.May(Permission.WorkDesk) && Viewer.May(Permission.ReadTickets)) yield return ("/tickets", "ticket", Text["Nav.Tickets"]);
            yield return ("/help", "help", Text["Nav.Help"]);
            yield return ("/learn", "learn", Text["Nav.Learn"]);
            if (Viewer.May(Permission.SeeShop)) yield return ("/shop", "shop", Text["Nav.Shop"]);
        }
    }

    private bool IsHere(string href) => Http.Request.Path.StartsWithSegments(href)
        || (href == "/lookup" && (Http.Request.Path.StartsWithSegments("/transactions") || Http.Request.Path.StartsWithSegments("/troubleshoot")))
        || (href == "/help" && Http.Request.Path.StartsWithSegments("/codes"));

    /// <summary>One step of a walk: on a phone nothing stands between the question and its answers but the way to a person.</summary>
    private bool IsFocus => Http.Request.Path.StartsWithSegments("/troubleshoot", out var rest) && Guid.TryParse(rest.Value?.TrimStart('/'), out _);

    protected override async Task OnInitializedAsync()
    {
        if (Viewer.May(Permission.WriteTickets) && Services.GetService<IUnread>() is { } counter) unread = await counter.Count(Http.RequestAborted);
    }
}
