using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Ingest;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Ingest;

/// <summary><c>import FILE --format csv|ndjson [--feed NAME]</c>.</summary>
internal static class ImportVerb
{
    public static Command Make(VerbHost host)
    {
        var file = new Argument<string>("FILE") { Description = "The feed file." };
        var format = new Option<FeedFormat>("--format") { Required = true, Description = "csv or ndjson." };
        var feed = new Option<string>("--feed") { Description = "Name of the feed; keys of repeats hold within it.", DefaultValueFactory = _ => FeedNames.Default };
        var import = new Command("import", "Imports a feed file; rows that are there already are counted, not stored again.") { file, format, feed };
        import.SetAction((parsed, cancel) => host.Run(
            (services, token) => Run(services, new(Files.Named(parsed.GetValue(file)!), parsed.GetValue(format), parsed.GetValue(feed)!), token), cancel));
        return import;
    }

    private static async Task<int> Run(IServiceProvider services, ImportFile.Input input, CancellationToken cancel)
    {
        // Nobody waits for this process's answers: collecting beside the work costs more than collecting at once.
        System.Runtime.GCSettings.LatencyMode = System.Runtime.GCLatencyMode.Batch;
        using var bar = Console.IsErrorRedirected ? null : new ProgressBar();
        var imported = await services.GetRequiredService<ImportFile>().Run(input, bar, cancel);
        bar?.Dispose();
        if (!imported.IsOk)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<ProblemTexts>().For(imported.Problem));
            return VerbHost.CouldNotRun;
        }

        var (db, report) = (services.GetRequiredService<PortalDb>(), imported.Value);
        db.Raise(new FeedFileImported(input.Feed, report.Accepted, report.Duplicates, report.RejectedCount));
        await db.SaveChangesAsync(cancel);
        Print(imported.Value, services.GetRequiredService<IStringLocalizer<IngestText>>());
        return imported.Value.RejectedCount > 0 ? VerbHost.SomeRejected : VerbHost.Done;
    }

    private static void Print(IngestReport report, IStringLocalizer<IngestText> text)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"accepted {report.Accepted}  duplicates {report.Duplicates}  rejected {report.RejectedCount}  unassigned {report.Unassigned}"));
        foreach (var error in report.Rejected)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {error.Line}: {error.Field}{(error.Field.Length > 0 ? " " : "")}{error.Code}: {text["Row." + error.Code].Value}"));
        if (report.RejectedCount > report.Rejected.Count)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {report.RejectedCount - report.Rejected.Count} more"));
        if (report.UnknownFields.Count > 0)
            Console.WriteLine("unknown fields left out: " + string.Join(", ", report.UnknownFields.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} ({f.Value})"))));
    }
}

internal static class Files
{
    /// <summary>A relative name is meant from where the caller stands.</summary>
    public static string Named(string path) => Path.GetFullPath(path);
}

/// <summary>One line on standard error, drawn anew.</summary>
internal sealed class ProgressBar : IProgress<ImportFile.Progress>, IDisposable
{
    private const int Width = 40;
    private int drawn = -1;

    public void Report(ImportFile.Progress value)
    {
        var percent = value.Of == 0 ? 100 : (int)Math.Min(100, value.Bytes * 100 / value.Of);
        if (percent == drawn) return;
        drawn = percent;
        var full = percent * Width / 100;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', full)}{new string('.', Width - full)}] {percent,3} %"));
    }

    public void Dispose()
    {
        if (drawn >= 0) Console.Error.Write("\r" + new string(' ', Width + 10) + "\r");
        drawn = -1;
    }
}
