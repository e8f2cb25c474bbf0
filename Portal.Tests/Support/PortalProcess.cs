using System.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>The portal's program as whoever runs the machine starts it: a process of its own, on the database of a <see cref="TestPortal"/> or on one nobody serves.</summary>
internal static class PortalProcess
{
    /// <param name="Out">Standard output.</param>
    /// <param name="Error">Standard error.</param>
    public sealed record Ended(int Exit, string Out, string Error)
    {
        public string Said => Out + Error;
    }

    public static async Task<Dictionary<string, string?>> EnvironmentOf(TestPortal beside, params (string Key, string Value)[] settings) =>
        (await beside.Settings()).Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .GroupBy(s => Variable(s.Key)).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>A database of its own that no portal serves; nothing but answers on the two outputs.</summary>
    public static Dictionary<string, string?> EnvironmentOn(string databaseFile) =>
        new() { [Variable("Database:ConnectionString")] = "Data Source=" + databaseFile, [Variable("Logging:LogLevel:Default")] = "None" };

    public static ProcessStartInfo With(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), .. words]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<Ended> Run(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = With(environment, words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    private static string Variable(string setting) => "PORTAL__" + setting.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
