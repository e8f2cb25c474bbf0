using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Shared.Api;

/// <summary>How the HTTP API speaks: snake_case names, kebab-case words, problems as RFC 9457 with a stable code.</summary>
public static class Api
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Limits.JsonDepth,
        // Two readers that take another one of two values disagree about what was allowed.
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The answer to a refused call: 404 for what is not there or not the caller's, 409 for what changed meanwhile, else 422.</summary>
    public static IResult Refuse(Problem problem) => new Refusal(problem, problem.Code switch
    {
        "not-found" => StatusCodes.Status404NotFound,
        "stale" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    });

    public static IResult Refuse(Problem problem, int status) => new Refusal(problem, status);

    /// <summary>The body of a call; null where it is not JSON of that shape, or longer than any call needs.</summary>
    public static async Task<T?> Read<T>(HttpContext http) where T : class
    {
        if (http.Request.ContentLength > BodyBytes || !http.Request.HasJsonContentType()) return null;
        try
        {
            var bytes = new byte[BodyBytes + 1];
            var read = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, http.RequestAborted);
            if (read > BodyBytes || !IsText(bytes.AsSpan(0, read))) return null;
            if (CardNumbers.Contains(Encoding.UTF8.GetString(bytes, 0, read)))
                http.RequestServices.GetRequiredService<FoundCardData>().Note(CardPlace.Call, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", Viewers.Of(http.User, http));
            return JsonSerializer.Deserialize<T>(bytes.AsSpan(0, read), Json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Found by eng/fuzz: a string of bytes that are no UTF-8, or of half a character, is only noticed where somebody reads it.</summary>
    private static bool IsText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) return false;
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Limits.JsonDepth });
        while (json.Read())
            if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) json.GetString();
        return true;
    }

    private const int BodyBytes = 64 * 1024;

    private sealed class Refusal(Problem problem, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            var details = new ProblemDetails
            {
                Status = status,
                Title = http.RequestServices.GetRequiredService<ProblemTexts>().For(problem),
                Type = "about:blank",
                Extensions = { ["code"] = problem.Code },
            };
            if (problem.Field is not null) details.Extensions["field"] = problem.Field;
            http.Response.StatusCode = status;
            return http.Response.WriteAsJsonAsync(details, Json, "application/problem+json", http.RequestAborted);
        }
    }
}
