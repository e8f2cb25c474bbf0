using System.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>A verb of the command line as a process of its own, on the database of a <see cref="TestPortal"/>: what an operator and their scripts see.</summary>
public static class Verb
{
    public sealed record Ended(int Code, string Said, string Complained);

    public static async Task<Ended> Run(Dictionary<string, string?> settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment["PORTAL__" + name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start)!;
        var complained = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, said, await complained);
    }
}
