using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.Features.ApiKeys;

/// <summary>The API's description as a page to read, made from the OpenAPI document alone: no script, nothing from elsewhere.</summary>
internal static class ApiDocs
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void MapApiDocs(this IEndpointRouteBuilder routes) => routes.MapGet("/docs/api", async (
        HttpContext http, [FromKeyedServices("v1")] Microsoft.AspNetCore.OpenApi.IOpenApiDocumentProvider documents, CancellationToken cancel) =>
    {
        var document = await documents.GetOpenApiDocumentAsync(cancel);
        await using var text = new StringWriter();
        document.SerializeAsV31(new Microsoft.OpenApi.OpenApiJsonWriter(text));
        return Results.Content(Page(JsonNode.Parse(text.ToString())!.AsObject(), http.RequestServices.GetRequiredService<System.Text.Encodings.Web.HtmlEncoder>()), "text/html; charset=utf-8");
    }).AllowAnonymous().ExcludeFromDescription();

    private static string Page(JsonObject document, System.Text.Encodings.Web.HtmlEncoder encoder)
    {
        var page = new System.Text.StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<title>API</title></head><body><main><h1>").Append(encoder.Encode((string?)document["info"]?["title"] ?? "API")).Append("</h1>")
            .Append("<p><a href=\"/openapi/v1.json\">openapi/v1.json</a></p>");
        foreach (var (path, operations) in document["paths"]?.AsObject() ?? [])
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                page.Append("<section><h2><code>").Append(method.ToUpperInvariant()).Append(' ').Append(encoder.Encode(path)).Append("</code></h2><p>")
                    .Append(encoder.Encode((string?)operation!["summary"] ?? "")).Append("</p><p>").Append(encoder.Encode((string?)operation["description"] ?? "")).Append("</p><pre>")
                    .Append(encoder.Encode(operation.ToJsonString(Readable))).Append("</pre></section>");
            }
        }

        return page.Append("</main></body></html>").ToString();
    }
}
