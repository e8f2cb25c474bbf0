using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Common;
using Portal.Web.Shared.Text;

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
        if (http.Request.ContentLength > BodyBytes) return null;
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(Json, http.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return null;
        }
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
