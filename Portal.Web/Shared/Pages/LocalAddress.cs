namespace Portal.Web.Shared.Pages;

/// <summary>The one place that decides where "back" may lead: to an address of this portal and nowhere else.</summary>
public static class LocalAddress
{
    private const int Longest = 1_000;

    /// <returns>The address as it was given, or null for anything but a path of this portal: no scheme, no host, nothing a browser would turn into one.</returns>
    public static string? Of(string? back)
    {
        if (back is not ['/', ..] || back.Length > Longest || back is ['/', '/' or '\\', ..]) return null;
        // Browsers drop tabs and line ends anywhere in an address and take "\" for "/": "/\t/host" would become "//host".
        if (back.Any(c => c is '\\' || c <= ' ' || c is (char)127 || char.IsSurrogate(c) || c is '\u2028' or '\u2029')) return null;
        if (!Uri.IsWellFormedUriString(back.Split('#')[0], UriKind.Relative)) return null;

        // What is left once dots are worked out must still begin with a single slash: "/./" + "/host", "/.." + "//host".
        var path = back.Split('?', '#')[0];
        if (path.Contains("//", StringComparison.Ordinal) || HidesASlash(path)) return null;
        return Uri.TryCreate(new Uri("https://portal.invalid/"), back, out var whole) && whole is { Scheme: "https", Authority: "portal.invalid" } ? back : null;
    }

    private static bool HidesASlash(string path) =>
        path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
        || path.Contains("%0", StringComparison.OrdinalIgnoreCase) || path.Contains("%1", StringComparison.OrdinalIgnoreCase);
}
