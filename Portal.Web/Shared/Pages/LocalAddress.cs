namespace Portal.Web.Shared.Pages;

public static class LocalAddress
{
    /// <summary>Only an address of this portal: "/x", never "//host" or "https://host"; null where it is none.</summary>
    public static string? Of(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal)
        && Uri.IsWellFormedUriString(back, UriKind.Relative) ? back : null;
}
