using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.Domain.Common;

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

    public static IApplicationBuilder UseGuardedRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/_framework")) return next(context);

        if (request.Path.Value is { } path && CardNumbers.Contains(path)) request.Path = CardNumbers.Mask(path);
        if (CardNumbers.Contains(request.QueryString.Value)) request.QueryString = Masked(request.Query);
        if (request.HasFormContentType && context.Features.Get<IFormFeature>() is { } form) context.Features.Set<IFormFeature>(new Form(form));
        return next(context);
    });

    private static QueryString Masked(IQueryCollection query) => QueryString.Create(
        query.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(CardNumbers.Mask(field.Key), value is null ? null : CardNumbers.Mask(value)))));

    private sealed class Form(IFormFeature inner) : IFormFeature
    {
        private IFormCollection? masked;

        public bool HasFormContentType => inner.HasFormContentType;

        IFormCollection? IFormFeature.Form
        {
            get => masked;
            set => masked = value;
        }

        public IFormCollection ReadForm() => masked ??= Mask(inner.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => masked ??= Mask(await inner.ReadFormAsync(cancellationToken));

        private static FormCollection Mask(IFormCollection sent) => new(
            sent.ToDictionary(field => CardNumbers.Mask(field.Key), field => Secrets.Contains(field.Key) ? field.Value : Mask(field.Value)), sent.Files);

        private static StringValues Mask(StringValues values) => new([.. values.Select(v => v is null ? null : CardNumbers.Mask(v))]);
    }
}
