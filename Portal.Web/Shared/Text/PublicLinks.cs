using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Shared.Text;

/// <summary>Full addresses for mails and the command line, under Portal:PublicUrl. Never made from a request's Host header.</summary>
public sealed class PublicLinks(IOptions<PortalOptions> options)
{
    public string To(string path, params (string Name, string Value)[] query)
    {
        var root = (options.Value.PublicUrl ?? PortalProgram.DefaultUrls).TrimEnd('/');
        return QueryHelpers.AddQueryString(root + path, query.Select(q => KeyValuePair.Create(q.Name, (string?)q.Value)));
    }
}
