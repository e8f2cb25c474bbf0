using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.E2E.Support;

/// <summary>The published portal as a process of its own, on an empty database that it fills with demo data. One for the whole run.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-e2e-").FullName;
    private Process? process;

    public string Address { get; private set; } = "";

    /// <summary>Where the portal writes: database, outbox.</summary>
    public string DataFolder => Path.Combine(folder, "data");

    /// <param name="settings">Beside those of every run, without the prefix; with some the portal starts empty.</param>
    public async Task Start(Dictionary<string, string>? settings = null)
    {
        var program = Path.Combine(RepositoryRoot(), "artifacts", "e2e", "portal", "Portal.Web.dll");
        if (!File.Exists(program)) throw new InvalidOperationException($"{program} is missing: ./test e2e publishes it.");

        // localhost, not 127.0.0.1: passkeys need a name.
        Address = $"http://localhost:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [program, "--urls", Address, .. settings is null ? Array.Empty<string>() : ["--no-demo"]])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Demo", ["PORTAL_ROOT"] = folder, ["PORTAL__PORTAL__PUBLICURL"] = Address, ["PORTAL__RATELIMITS__ENABLED"] = "false" },
        };
        foreach (var (name, value) in settings ?? []) start.Environment["PORTAL__" + name] = value;
        process = Process.Start(start)!;

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("Serving", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return;
        }

        throw new InvalidOperationException($"The portal ended with exit code {process.ExitCode} before it served.");
    }

    /// <summary>Runs a command line verb on the same database, as an operator would beside the running portal.</summary>
    public async Task<string> Verb(params string[] arguments)
    {
        var program = Path.Combine(RepositoryRoot(), "artifacts", "e2e", "portal", "Portal.Web.dll");
        using var verb = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Demo", ["PORTAL_ROOT"] = folder, ["PORTAL__PORTAL__PUBLICURL"] = Address },
        })!;
        var output = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        Assert.Equal(0, verb.ExitCode);
        return output;
    }

    public static string RepositoryRoot()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (here is not null && !File.Exists(Path.Combine(here.FullName, "Portal.sln"))) here = here.Parent;
        return here!.FullName;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
