using Portal.Domain.Common;
using Portal.Web.Features.Live;
using Portal.Web.Features.Merchants;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Lookup.Pages;

public partial class LookupPage
{
    private LookupQuery query = new();
    private LookUp.View? view;
    private string back = "";
    private string? live;

    private string Zone => view?.Found?.Zone ?? view?.Chosen?.TimeZone ?? "Asia/Shanghai";

    private string Heading => !query.IsEmpty ? Text["Results.Best"] : view?.Chosen is { } till ? Text["Results.LatestAt", NameOf(till)] : Text["Results.Latest"];

    // What was told goes along: when it was and how much, so that a record that arrives late is known by it.
    private string NoRecord => (view?.Chosen ?? (view?.Choices.Count == 1 ? view.Choices[0] : null)) is { } till
        ? "/troubleshoot/no-record" + new LookupQuery { Terminal = till.Number, At = Told, Amount = view?.For("amount") is null ? query.Amount : null }.ToQuery()
        : "/troubleshoot/no-record";

    // "10 minutes ago" is a moment from here on.
    private string? Told => view?.Found?.Criteria.At is { Instants: [var first, ..] } && query.At is not null ? Times.Machine(first, Zone) : null;

    private string State => view!.Items.Count > 0 ? "found" : "nothing";

    protected override async Task OnInitializedAsync()
    {
        // A card number leaves the address at once: it would lie in the history and in every link made from it.
        if (LookupQuery.Cleaned(Http.Request.Query) is { } cleaned)
        {
            Navigation.NavigateTo(cleaned);
            return;
        }

        query = LookupQuery.Of(Http.Request.Query);
        if (!Viewer.SeesAllMerchants) query = query with { Merchant = null };
        back = query.ToQuery();
        view = await LookUp.Run(query, all => LastTerminals.InOrder(Http, all), Cancel);
        if (!query.IsEmpty && view is { Items.Count: 0, Problems.Count: 0, Chosen: { } watched })
        {
            // Looked again once the address is made: what arrived in between is not missed.
            live = await Live.Of(FindWatched.Terminal, watched.Id.Value.ToString(), Cancel);
            view = await LookUp.Run(query, all => LastTerminals.InOrder(Http, all), Cancel);
        }

        if (!query.IsEmpty && view.Chosen is { } till && !Viewer.SeesAllMerchants) LastTerminals.Remember(Http, till.Number);
    }

    internal static string NameOf(VisibleTerminal terminal) => terminal.Name.Length > 0 ? terminal.Name : terminal.Number;
}
