namespace Portal.Web.Shared.Viewing;

/// <summary>Which way a deed came in.</summary>
public enum Way { Background, CommandLine, Web, Api }

/// <summary>Where a deed comes from; kept with everything done.</summary>
/// <param name="Address">Of the other end, as the server sees it.</param>
/// <param name="Session">Id of the sign-in, where it has one.</param>
/// <param name="Request">Id of the request (of the connection, on a desk page); it stands in the log lines too.</param>
public sealed record Origin(Way Way, string? Address = null, string? Session = null, string? Request = null)
{
    public static readonly Origin Background = new(Way.Background);
    public static readonly Origin CommandLine = new(Way.CommandLine);

    public static Origin Of(HttpContext? http, string? session, bool isKey) => http is null
        ? new(isKey ? Way.Api : Way.Web, Session: session)
        : new(isKey ? Way.Api : Way.Web, AddressOf(http), session, http.TraceIdentifier);

    private static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
