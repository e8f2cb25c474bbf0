using System.CommandLine;
using System.Globalization;
using Portal.Web.Data.Audit;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Audit;

/// <summary><c>audit verify</c>. Exit 0 whole, 1 something is wrong, 2 could not run.</summary>
internal static class AuditVerb
{
    public static Command Make(VerbHost host)
    {
        var from = new Option<string?>("--from") { Description = "An end noted down earlier, 1042:3f…: that entry must be as it was, and all after it are checked." };
        var verify = new Command("verify", "Reads the audit trail and names the first entry that is not as it was written.") { from };
        verify.SetAction((parsed, cancel) => host.Run((services, token) => Verify(services, parsed.GetValue(from), token), cancel));
        return new Command("audit", "Who did and saw what.") { verify };
    }

    private static async Task<int> Verify(IServiceProvider services, string? from, CancellationToken cancel)
    {
        var noted = from is null ? null : NotedHead.Parse(from);
        if (from is not null && noted is null)
        {
            await Console.Error.WriteLineAsync("--from is the number and the hash of an entry, as a check prints them: 1042:3f….");
            return VerbHost.CouldNotRun;
        }

        var report = await services.GetRequiredService<VerifyAudit>().Run(noted, cancel);
        Print(report);
        if (report.Fault is not { } fault) return VerbHost.Done;

        var time = fault.At is { } at ? string.Create(CultureInfo.InvariantCulture, $" ({at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'})") : "";
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Broken at entry {fault.Number}{time}: {fault.What}."));
        return VerbHost.SomeRejected;
    }

    private static void Print(VerifyAudit.Report report)
    {
        if (report.TakenAway > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Entries up to {report.TakenAway} were taken away when their time was over."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Entries} entries from {report.From} on are as they were written."));
        if (report.Waiting > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Waiting} events are not in the trail yet: a portal that serves takes them in within seconds."));
        if (report.Head is { } head) Console.WriteLine($"Head: {head.Text}");
    }
}
