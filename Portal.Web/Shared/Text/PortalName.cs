using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Shared.Text;

/// <summary>What this portal is called: as configured (Portal:Name), else "Merchant support" in the reader's language.</summary>
public sealed class PortalName(IOptions<PortalOptions> options, IStringLocalizer<SharedText> text)
{
    public override string ToString() => options.Value.Name is { Length: > 0 } name ? name : text["Brand"];
}
