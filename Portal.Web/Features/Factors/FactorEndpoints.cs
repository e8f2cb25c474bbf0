using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

internal static class FactorEndpoints
{
    public static void MapFactors(this IEndpointRouteBuilder routes)
    {
        // Whoever has to confirm first is refused here; the form is posted and says so.
        routes.MapPost("/account/passkeys/create", async (OfferPasskey offer, Viewer viewer, HttpContext http, [FromForm(Name = "name")] string? name) =>
        {
            var offered = await offer.Run(viewer.UserId!.Value, http.RequestAborted);
            return offered.IsOk ? Results.Content(offered.Value, "application/json") : Results.StatusCode(StatusCodes.Status403Forbidden);
        }).RequireAuthorization().WithMetadata(new WithoutSecondFactorAttribute());

        // The codes are known to the page alone: what it shows is handed back as a file, if it is codes.
        routes.MapPost("/account/security/recovery-codes/file", (IStringLocalizer<FactorsText> text, PortalName portal, [FromForm] string? codes) =>
        {
            var read = (codes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Limits.RecoveryCodes + 1).Select(TypedCode.Recovery).ToList();
            if (read.Count is 0 or > Limits.RecoveryCodes || read.Contains(null)) return Results.NotFound();
            var file = $"{portal}\r\n{text["Recovery.FileHead"]}\r\n\r\n{string.Join("\r\n", read.Select(c => RecoveryCode.Show(c!)))}\r\n";
            return Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(file)).ToArray(), "text/plain; charset=utf-8", "recovery-codes.txt");
        }).RequireAuthorization().WithMetadata(new WithoutSecondFactorAttribute());
    }
}
