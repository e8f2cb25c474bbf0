using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Domain.Transactions;
using Portal.Web.Hosting;
using Portal.Web.Shared.Ui;

namespace Portal.Web.Features.Guidance.Pages;

public partial class CodesPage
{
    private const int PageSize = 60;

    private Shelf? shelf;
    private string query = "";
    private string? scheme;
    private int page = 1, pages = 1;
    private List<ResponseCode> matching = [];
    private List<ResponseCode> rows = [];

    [SupplyParameterFromQuery(Name = "q")]
    private string? Typed { get; set; }

    [SupplyParameterFromQuery(Name = "scheme")]
    private string? TypedScheme { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? TypedPage { get; set; }

    private IEnumerable<(string? Key, string Name, int Count)> Schemes => matching.GroupBy(c => c.Scheme).OrderBy(g => Shelf.SchemeOrder(g.Key))
        .Select(g => ((string?)g.Key, Words.Scheme(g.Key), g.Count())).Prepend((null, Text["Codes.Every"].Value, matching.Count));

    protected override async Task OnInitializedAsync()
    {
        if (TypedQuery.Read(Typed) is not { } typed)
        {
            Flash.Say(Http, Text["CardNumber"], "warn");
            Navigation.NavigateTo("/codes");
            return;
        }

        query = typed;
        shelf = await HelpShelf.Open(Cancel);
        matching = [.. query.Length == 0 ? shelf.Codes.OrderBy(c => Shelf.SchemeOrder(c.Scheme)).ThenBy(c => c.Code, StringComparer.Ordinal) : Matching(shelf)];
        scheme = shelf.Codes.FirstOrDefault(c => c.Scheme.Equals(TypedScheme, StringComparison.OrdinalIgnoreCase))?.Scheme;
        var chosen = scheme is null ? matching : matching.FindAll(c => c.Scheme == scheme);
        pages = Math.Max(1, (chosen.Count + PageSize - 1) / PageSize);
        page = int.TryParse(TypedPage, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        rows = [.. chosen.Skip((page - 1) * PageSize).Take(PageSize)];
    }

    /// <summary>Codes that are named; else those that begin so or whose name holds it; else what search finds in their texts.</summary>
    private IEnumerable<ResponseCode> Matching(Shelf all)
    {
        if (all.Named(query) is { Count: > 0 } named) return named;
        var literal = all.Codes.Where(c => c.Code.StartsWith(query, StringComparison.OrdinalIgnoreCase)
            || c.Name.In(Languages.Current).Contains(query, StringComparison.OrdinalIgnoreCase)).OrderBy(c => Shelf.SchemeOrder(c.Scheme)).ToList();
        return literal.Count > 0 ? literal : all.Find(query, Languages.Current, PageSize).Select(h => h.Code).OfType<ResponseCode>();
    }

    private string Address(string? toScheme, int toPage)
    {
        var parts = new QueryBuilder();
        if (toScheme is not null) parts.Add("scheme", toScheme);
        if (query.Length > 0) parts.Add("q", query);
        if (toPage > 1) parts.Add("page", toPage.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return "/codes" + parts;
    }
}
