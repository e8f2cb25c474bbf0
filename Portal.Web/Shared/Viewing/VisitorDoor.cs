using Microsoft.Extensions.Localization;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Ui;

namespace Portal.Web.Shared.Viewing;

/// <summary>
/// Whatever a visitor sends is turned back before any page sees it, with a word about why. The wall that counts is in PortalDb; this one spares people
/// a failed page.
/// </summary>
public static class VisitorDoor
{
    public static IApplicationBuilder UseVisitorWall(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || !Viewers.Of(http.User).IsVisiting) return next(http);

        Flash.Say(http, http.RequestServices.GetRequiredService<IStringLocalizer<SharedText>>()["Visit.ReadOnly"], "warn");
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = (http.Request.PathBase + http.Request.Path).ToUriComponent();
        return Task.CompletedTask;
    });
}
