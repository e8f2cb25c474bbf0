using System.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>The portal's program as whoever runs the machine starts it, on the database of a <see cref="TestPortal"/>.</summary>
internal static class PortalProcess
{
    public static async Task<Dictionary<string, string?>> EnvironmentOf(TestPortal beside, params (string Key, string Value)[] settings) =>
        (await beside.Settings()).Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .GroupBy(s => "PORTAL__" + s.Key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()).ToDictionary(g => g.Key, g => g.Last().Value);

    public static ProcessStartInfo With(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), .. words]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<(int Exit, string Said)> Run(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = With(environment, words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var complained = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await complained;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
