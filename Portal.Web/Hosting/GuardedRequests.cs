using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>
/// Masks card data in what a browser sends before any page reads it: the path, the query string (so that no link, redirect or "back" carries it on) and
/// the fields of forms (so that a form shown again does not repeat it). Programs' calls are left as they are: their ids are exact, and their texts are
/// masked where they are kept.
/// </summary>
public static class GuardedRequests
{
    /// <summary>Fields whose text is never kept or shown, and has to arrive exactly.</summary>
    public static readonly IReadOnlySet<string> Secrets = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "password", "current" };

    public static IApplicationBuilder UseGuardedRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/_framework"))
        {
            await next(context);
            return;
        }

        var inAddress = false;
        if (request.Path.Value is { } path && CardNumbers.Contains(path)) (request.Path, inAddress) = (CardNumbers.Mask(path), true);
        if (CardNumbers.Contains(request.QueryString.Value)) (request.QueryString, inAddress) = (Masked(request.Query), true);
        Form? form = null;
        if (request.HasFormContentType && context.Features.Get<IFormFeature>() is { } sent) context.Features.Set<IFormFeature>(form = new Form(sent));
        try
        {
            await next(context);
        }
        finally
        {
            // By now it is known which page it was for and who sent it.
            if (inAddress) Note(context, CardPlace.Address);
            if (form is { HeldCardData: true }) Note(context, CardPlace.Form);
        }
    });

    private static void Note(HttpContext context, CardPlace place) =>
        context.RequestServices.GetRequiredService<FoundCardData>().Note(place, RouteOf(context), Viewers.Of(context.User, context));

    /// <summary>"/tickets/{Number}": the page's own name, never what was asked for.</summary>
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "/";

    private static QueryString Masked(IQueryCollection query) => QueryString.Create(
        query.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(CardNumbers.Mask(field.Key), value is null ? null : CardNumbers.Mask(value)))));

    private sealed class Form(IFormFeature inner) : IFormFeature
    {
        private IFormCollection? masked;

        public bool HeldCardData { get; private set; }

        public bool HasFormContentType => inner.HasFormContentType;

        IFormCollection? IFormFeature.Form
        {
            get => masked;
            set => masked = value;
        }

        public IFormCollection ReadForm() => masked ??= Mask(inner.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => masked ??= Mask(await inner.ReadFormAsync(cancellationToken));

        private FormCollection Mask(IFormCollection sent) => new(
            sent.ToDictionary(field => Mask(field.Key), field => Secrets.Contains(field.Key) ? field.Value : Mask(field.Value)), sent.Files);

        private StringValues Mask(StringValues values) => new([.. values.Select(v => v is null ? null : Mask(v))]);

        private string Mask(string text)
        {
            var masked = CardNumbers.Mask(text);
            HeldCardData |= !ReferenceEquals(masked, text);
            return masked;
        }
    }
}
