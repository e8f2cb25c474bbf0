using Portal.Domain.Common;
using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Lookup.Pages;

public partial class LookupPage
{
    private LookupQuery query = new();
    private LookUp.View? view;
    private string back = "";

    private string Zone => view?.Found?.Zone ?? view?.Chosen?.TimeZone ?? "Asia/Shanghai";

    private string Heading => !query.IsEmpty ? Text["Results.Best"] : view?.Chosen is { } till ? Text["Results.LatestAt", NameOf(till)] : Text["Results.Latest"];

    private string NoRecord => (view?.Chosen ?? (view?.Choices.Count == 1 ? view.Choices[0] : null)) is { } till
        ? $"/troubleshoot/no-record?terminal={Uri.EscapeDataString(till.Number)}"
        : "/troubleshoot/no-record";

    protected override async Task OnInitializedAsync()
    {
        // A card number leaves the address at once: it would lie in the history and in every link made from it.
        if (LookupQuery.Cleaned(Http.Request.Query) is { } cleaned)
        {
            Navigation.NavigateTo(cleaned);
            return;
        }

        query = LookupQuery.Of(Http.Request.Query);
        if (!Viewer.IsStaff) query = query with { Merchant = null };
        back = query.ToQuery();
        view = await LookUp.Run(query, all => LastTerminals.InOrder(Http, all), Cancel);
        if (!query.IsEmpty && view.Chosen is { } till && Viewer.IsMerchant) LastTerminals.Remember(Http, till.Number);
    }

    internal static string NameOf(VisibleTerminal terminal) => terminal.Name.Length > 0 ? terminal.Name : terminal.Number;
}
