using System.Net;
using Npgsql;

namespace Portal.Web.Data;

/// <summary>What must hold of a connection to a database server before anything is sent over it.</summary>
public static class ServerConnection
{
    /// <param name="allowPlain">The operator answers for the network in between.</param>
    /// <returns>Null: it may be used. Otherwise one sentence that says what to do and repeats no password.</returns>
    public static string? Fault(string connectionString, bool allowPlain)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException)
        {
            return "it cannot be read; write it like \"Host=db.example;Database=portal;Username=portal;Password=…;SSL Mode=VerifyFull\".";
        }

        if (string.IsNullOrWhiteSpace(parts.Host)) return "it names no host.";
        if (allowPlain || parts.SslMode is SslMode.VerifyFull or SslMode.VerifyCA || parts.Host.Split(',').All(IsHere)) return null;
        return $"{parts.Host} is another machine and would be reached without TLS whose certificate is checked. Add \"SSL Mode=VerifyFull\" (with an authority of your own also \"Root Certificate=FILE\"); " +
            "where nobody else reaches the network in between, Database:AllowPlainConnection=true.";
    }

    /// <summary>This machine: a socket in a folder, or loopback.</summary>
    private static bool IsHere(string host)
    {
        host = host.Trim();
        if (host.StartsWith('/') || host.StartsWith('@')) return true;
        var name = host.StartsWith('[') ? host[1..].Split(']')[0] : host.Count(c => c == ':') == 1 ? host.Split(':')[0] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address);
    }
}
