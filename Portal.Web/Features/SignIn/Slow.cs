using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Web.Features.SignIn;

/// <summary>Too many tries from one address: the page says so in words and in its status, with when to come back.</summary>
public static class Slow
{
    public static void Answer(HttpContext http, Problem problem)
    {
        if (problem is not { Code: "sign-in-slow", Args: [_, int seconds] }) return;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
