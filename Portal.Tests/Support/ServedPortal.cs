using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Support;

/// <summary>The portal as a process of its own, beside a <see cref="TestPortal"/> on the same database: it can be killed as a power cut would.</summary>
public sealed class ServedPortal : IAsyncDisposable
{
    private readonly Dictionary<string, string?> environment;
    private Process? process;

    private ServedPortal(Dictionary<string, string?> environment) => this.environment = environment;

    /// <summary>The same before and after a kill.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <param name="settings">What is different about this one.</param>
    public static async Task<ServedPortal> Start(TestPortal beside, params (string Key, string Value)[] settings)
    {
        var served = new ServedPortal(await PortalProcess.EnvironmentOf(beside, settings));
        await served.Start();
        return served;
    }

    public async Task Start()
    {
        var start = PortalProcess.With(environment, "--no-demo", "--urls", Address.ToString().TrimEnd('/'));
        start.RedirectStandardOutput = true;
        process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("Serving", StringComparison.Ordinal)) return;
        throw new InvalidOperationException("The portal ended before it served.");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is told.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await Kill();
    }
}
