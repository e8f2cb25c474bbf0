using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Web.Data.Audit;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Audit.Desk;

/// <summary>The whole trail for an administrator. What is looked for stands in the address.</summary>
public partial class AuditPage
{
    private readonly Typed typed = new();
    private ReadAudit.Listed? listed;
    private AuditHead? head;

    private sealed class Typed
    {
        public string? Person { get; set; }
        public string? Merchant { get; set; }
        public string? Kind { get; set; }
        public DateOnly? From { get; set; }
        public DateOnly? To { get; set; }
    }

    [SupplyParameterFromQuery]
    public string? Person { get; set; }

    [SupplyParameterFromQuery]
    public string? Merchant { get; set; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? Until { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public string? BeforeWord { get; set; }

    private long? Before => long.TryParse(BeforeWord, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : null;

    [Inject]
    private ReadAudit Read { get; set; } = default!;

    [Inject]
    private VerifyAudit Verify { get; set; } = default!;

    [Inject]
    private AuditWords Words { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    private string Zone => Options.Value.TimeZone;

    private AuditFilter Filter => AuditFilter.Of(Person, Merchant, Kind, From, Until, Zone);

    protected override async Task OnParametersSetAsync()
    {
        (typed.Person, typed.Merchant, typed.Kind, typed.From, typed.To) = (Person, Merchant, Kind, Filter.From, Filter.To);
        head = await Verify.Head(Cancel);
        listed = (await Read.Run(Filter, Before, Cancel)).Value;
    }

    private string? AddressOf(AuditEntry entry) => entry.Address ?? (entry.AddressHash.Length > 0 ? Text["Erased"].Value : null);

    private void Search() => Navigation.NavigateTo(Address("/admin/audit", typed, null));

    private string To(long? before) => Address("/admin/audit", Asked, before);

    private string Export(AuditFormat format) => Address("/admin/audit/export." + format.ToString().ToLowerInvariant(), Asked, null);

    private Typed Asked => new() { Person = Person, Merchant = Merchant, Kind = Kind, From = Filter.From, To = Filter.To };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Address(string path, Typed asked, long? before) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["person"] = asked.Person,
        ["merchant"] = asked.Merchant,
        ["kind"] = asked.Kind,
        ["from"] = Day(asked.From),
        ["to"] = Day(asked.To),
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(part => !string.IsNullOrWhiteSpace(part.Value)));
}
