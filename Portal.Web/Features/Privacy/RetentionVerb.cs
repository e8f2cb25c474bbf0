using System.CommandLine;
using System.Globalization;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary><c>retention [--preview]</c>: takes away what is past its time, or says what that would be.</summary>
internal static class RetentionVerb
{
    public static Command Make(VerbHost host)
    {
        var preview = new Option<bool>("--preview") { Description = "Only say what would be taken away." };
        var verb = new Command("retention", "Takes away what has been kept long enough (Retention:*Days), as the portal does by itself once a day.") { preview };
        verb.SetAction((parsed, cancel) => host.Run((services, token) => Run(services, parsed.GetValue(preview), token), cancel));
        return verb;
    }

    private static async Task<int> Run(IServiceProvider services, bool preview, CancellationToken cancel)
    {
        var retention = services.GetRequiredService<RunRetention>();
        var lines = preview ? await retention.Preview(cancel) : await retention.Run(services.GetRequiredService<Viewer>(), cancel);
        foreach (var line in lines)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Kind}: {line.Rows} {(preview ? "would go" : "taken away")} (older than {line.Days} days, {line.Before.UtcDateTime:yyyy-MM-dd})"));
        return VerbHost.Done;
    }
}
