using Microsoft.Extensions.Logging.Console;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting.Logs;

/// <summary>Where people develop or try things out the log is for their eyes; everywhere else it is lines of JSON with nothing in them that is anybody's business.</summary>
public static class LogSetup
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || builder.Environment.IsEnvironment(PortalHost.DemoEnvironment)) return;
        // One way out only: what writes elsewhere by itself (debugger, event source) would write everything.
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.FormatterName = JsonLines.FormatterName).AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
    }

    /// <summary>Whose request it was, by id, on every line of it.</summary>
    public static IApplicationBuilder UseLogScope(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var viewer = Viewers.Of(context.User);
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LogSetup));
        using (log.BeginScope(new Dictionary<string, object?>
        {
            [LogFields.UserId] = viewer.UserId?.Value,
            [LogFields.KeyId] = viewer.Key,
            [LogFields.MerchantId] = viewer.Merchant?.Value,
        }))
            await next(context);
    });
}
