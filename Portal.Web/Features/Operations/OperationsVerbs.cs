using System.CommandLine;
using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Operations;
using Portal.Web.Data;
using Portal.Web.Data.Backup;
using Portal.Web.Features.Privacy;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Operations;

/// <summary><c>backup</c>, <c>verify</c>, <c>restore</c>, <c>migrate</c>, <c>key-ring</c>. Exit 0 done, 2 could not run or must not be trusted.</summary>
internal static class OperationsVerbs
{
    public static IEnumerable<Command> Make(VerbHost host)
    {
        yield return OnFile(
            "backup", "Writes the database into FILE while the portal goes on serving.", "Where to write; replaced only where it is a backup already.",
            (action, cancel) => host.Run(action, cancel), Backup);
        yield return OnFile(
            "verify", "Checks a backup: whole, of this portal, which schema, how much is in it.", "The file to look at; it is not changed.",
            (action, cancel) => host.RunUnprepared(action, cancel), Verify);
        yield return OnFile(
            "restore", "Puts a backup in the place of the database, with the portal stopped. The replaced database is kept beside it.", "The backup; checked first.",
            (action, cancel) => host.RunUnprepared(action, cancel), Restore);

        var migrate = new Command("migrate", "Creates the database or brings it to the current schema.");
        migrate.SetAction((_, cancel) => host.RunUnprepared(Migrate, cancel));
        yield return migrate;

        var check = new Command("check", "Says whether this installation's key opens the key ring in the database.");
        check.SetAction((_, cancel) => host.RunUnprepared(Check, cancel));
        var forget = new Command("forget", "Takes away what no key that is here opens: people sign in again and set up second factors anew.");
        forget.SetAction((_, cancel) => host.RunUnprepared(Forget, cancel));
        yield return new Command("key-ring", "The keys that protect cookies, links and second factors.") { check, forget };
    }

    private static Command OnFile(
        string name, string description, string about, Func<Func<IServiceProvider, CancellationToken, Task<int>>, CancellationToken, Task<int>> run,
        Func<IServiceProvider, string, Task<int>> act)
    {
        var file = new Argument<string>("FILE") { Description = about };
        var command = new Command(name, description) { file };
        command.SetAction((parsed, cancel) => run((services, _) => Told(() => act(services, Path.GetFullPath(parsed.GetValue(file)!))), cancel));
        return command;
    }

    private static async Task<int> Told(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception refused) when (refused is BackupException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return VerbHost.CouldNotRun;
        }
    }

    private static async Task<int> Backup(IServiceProvider services, string file)
    {
        Print(services.GetRequiredService<MakeBackup>().Run(file));
        await Tell(services, new BackupMade());
        Console.WriteLine($"Written and checked: {file}");
        Console.WriteLine($"The installation key {services.GetRequiredService<InstallationKey>().Path} is not in it: keep a copy of it somewhere else.");
        if (File.Exists(services.GetRequiredService<ErasedList>().Path))
            Console.WriteLine($"The list of erased people {services.GetRequiredService<ErasedList>().Path} is not in it either: keep a copy of it beside the backups.");
        return VerbHost.Done;
    }

    private static async Task<int> Verify(IServiceProvider services, string file)
    {
        var report = services.GetRequiredService<CheckBackup>().Run(file);
        Print(report);
        if (report.Fault is null) return VerbHost.Done;
        await Console.Error.WriteLineAsync(report.Fault);
        return VerbHost.CouldNotRun;
    }

    private static async Task<int> Restore(IServiceProvider services, string file)
    {
        var kept = services.GetRequiredService<RestoreBackup>().Run(file);
        await services.GetRequiredService<PrepareDatabase>().Migrate(default);
        await Tell(services, new BackupRestored());
        var erased = await services.GetRequiredService<ReplayErasures>().Run(default);
        Console.WriteLine($"Restored from {file}");
        if (erased > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erased again, as {services.GetRequiredService<ErasedList>().Path} says: {erased} people."));
        if (kept is not null) Console.WriteLine($"The replaced database is kept as {kept}");
        return VerbHost.Done;
    }

    private static async Task Tell(IServiceProvider services, PortalEvent happened)
    {
        await using var db = services.GetRequiredService<Databases>().CreateDbContext();
        db.Raise(happened);
        await db.SaveChangesAsync();
    }

    private static async Task<int> Migrate(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<PrepareDatabase>().Migrate(cancel);
        Console.WriteLine("The database is current.");
        return VerbHost.Done;
    }

    private static async Task<int> Check(IServiceProvider services, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<Databases>().CreateDbContext();
        var (keys, foreign) = await services.GetRequiredService<KeyRing>().Look(db, cancel);
        Console.WriteLine($"{keys} keys in the ring; sealed now with {services.GetRequiredService<InstallationKey>().Path}.");
        if (foreign.Count == 0) return VerbHost.Done;
        await Console.Error.WriteLineAsync($"Some were sealed with keys that are not here: {string.Join(", ", foreign)} (Keys:OldKeyFiles, Keys:OldCertificates).");
        return VerbHost.SomeRejected;
    }

    private static async Task<int> Forget(IServiceProvider services, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<Databases>().CreateDbContext();
        var forgotten = await services.GetRequiredService<KeyRing>().Forget(db, cancel);
        Console.WriteLine($"{forgotten} keys were taken away.");
        return VerbHost.Done;
    }

    private static void Print(BackupReport report)
    {
        foreach (var line in report.Lines) Console.WriteLine(line);
    }
}
