using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>
/// The rules of the house (docs/ARCHITECTURE.md, "Who may know whom"). Each looks at all files and names every place that breaks it;
/// <see cref="RulesTests"/> runs them on the repository and on a planted violation each.
/// </summary>
public static partial class Rules
{
    private static readonly Dictionary<string, string[]> DomainMayKnow = new()
    {
        ["Common"] = [],
        ["Transactions"] = ["Common"],
        ["Merchants"] = ["Common"],
        ["Ingest"] = ["Common", "Transactions"],
        ["Playbooks"] = ["Common", "Transactions"],
        ["Diagnosis"] = ["Common", "Transactions", "Merchants", "Playbooks"],
        ["Troubleshooting"] = ["Common", "Diagnosis", "Playbooks", "Transactions"],
        ["Incidents"] = ["Common", "Transactions"],
    };

    public static IEnumerable<string> DomainIsPure(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.IsIn("Portal.Domain")))
        {
            if (file.Path.EndsWith(".csproj", StringComparison.Ordinal) && file.Text.Contains("Reference Include", StringComparison.Ordinal))
                yield return $"{file.Path} references a package or project";
            foreach (Match impure in ImpurePattern().Matches(WithoutComments(file.Text)))
                yield return $"{file.Path} uses {impure.Value}";
        }
    }

    public static IEnumerable<string> DomainFeaturesKeepTheirWay(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (file.RoomIn("Portal.Domain") is not { } room) continue;
            var known = DomainMayKnow.GetValueOrDefault(room, ["Common"]);
            foreach (var other in References(file, "Portal.Domain").Where(o => o != room && !known.Contains(o)))
                yield return $"{file.Path} knows {other}";
        }
    }

    public static IEnumerable<string> TheGroundFloorKnowsNoFeature(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web/Data") || file.IsIn("Portal.Web/Hosting") || file.IsIn("Portal.Web/Shared")
        from feature in References(file, "Portal.Web.Features")
        select $"{file.Path} knows {feature}";

    public static IEnumerable<string> FeaturesRespectEachOthersRooms(IReadOnlyList<SourceFile> files) =>
        from file in files
        let room = file.RoomIn("Portal.Web/Features")
        where room is not null
        from Match use in PrivateRoomPattern().Matches(WithoutComments(file.Text))
        where use.Groups[1].Value != room
        select $"{file.Path} reaches into {use.Value}";

    public static IEnumerable<string> FeaturesHaveNoCycles(IReadOnlyList<SourceFile> files)
    {
        var known = files
            .Select(f => (Room: f.RoomIn("Portal.Web/Features"), File: f)).Where(f => f.Room is not null)
            .GroupBy(f => f.Room!)
            .ToDictionary(g => g.Key, g => g.SelectMany(f => References(f.File, "Portal.Web.Features")).Where(o => o != g.Key).ToHashSet());

        // What is left after taking away, again and again, every feature that knows none of those left is on or behind a cycle.
        while (known.FirstOrDefault(k => !k.Value.Any(known.ContainsKey)) is { Key: not null } free) known.Remove(free.Key);
        return known.Keys.Order(StringComparer.Ordinal).Select(room => $"{room} is on or behind a cycle: knows {string.Join(", ", known[room].Where(known.ContainsKey))}");
    }

    public static IEnumerable<string> StaticPagesUseNoScriptRuntime(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.Path.Contains("/Pages/", StringComparison.Ordinal) || file.Path.Contains("/Parts/", StringComparison.Ordinal)
        from Match use in InteractivePattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} uses {use.Value}";

    public static IEnumerable<string> DeskPagesUseNoRequest(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web/Features") && file.Path.Contains("/Desk/", StringComparison.Ordinal)
        where WithoutComments(file.Text).Contains("HttpContext", StringComparison.Ordinal)
        select $"{file.Path} uses HttpContext";

    public static IEnumerable<string> OnlyDataKnowsTheDatabase(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !file.IsIn("Portal.Web/Data") && !file.Path.EndsWith(".csproj", StringComparison.Ordinal)
        from Match use in ProviderPattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} uses {use.Value}";

    public static IEnumerable<string> OnlyDataAndAuditLiftTheTenantFilter(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !file.IsIn("Portal.Web/Data") && !file.IsIn("Portal.Web/Features/Audit")
        where WithoutComments(file.Text).Contains("IgnoreQueryFilters", StringComparison.Ordinal)
        select $"{file.Path} lifts the tenant filter";

    /// <summary>Roles are named where they are explained and where demo people are made up; everything else asks what somebody may.</summary>
    public static IEnumerable<string> WhoMayDoWhatIsSaidInOneTable(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !file.IsIn("Portal.Web/Shared/Viewing") && !file.Path.Split('/')[^1].StartsWith("Demo", StringComparison.Ordinal)
        from Match use in RolePattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} decides by {use.Value}";

    public static IEnumerable<string> ColoursLiveInTheTokens(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("wwwroot-assets/css") && !file.Path.EndsWith("tokens.css", StringComparison.Ordinal)
        from Match colour in ColourPattern().Matches(CssComment().Replace(file.Text, ""))
        select $"{file.Path} has the colour {colour.Value}";

    public static IEnumerable<string> NoMarkupIsMadeFromText(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("wwwroot-assets/js")
        where file.Text.Contains("innerHTML", StringComparison.Ordinal) || file.Text.Contains("eval(", StringComparison.Ordinal)
        select $"{file.Path} makes markup or code from text";

    public static IEnumerable<string> WhatAnAddressSaysIsReadAsText(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web")
        from Match typed in TypedQueryPattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} takes {typed.Groups[1].Value} from the query: the framework fails with 500 on anything else; take text and read it";

    public static IEnumerable<string> FilesLeaveThroughDownloads(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && file.Path != "Portal.Web/Shared/Api/Downloads.cs"
        where WithoutComments(file.Text).Contains("ContentDisposition", StringComparison.Ordinal)
        select $"{file.Path} names a download itself";

    public static IEnumerable<string> CallsThatLeaveHaveOneDoor(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !file.IsIn("Portal.Web/Shared/Outbound")
        from Match use in OutgoingPattern().Matches(WithoutComments(file.Text))
        where use.Value != "SmtpClient" || !file.IsIn("Portal.Web/Features/Notifications")
        select $"{file.Path} uses {use.Value}: calls that leave go through OutboundHttp, and no program is started";

    private static IEnumerable<string> References(SourceFile file, string root) =>
        Regex.Matches(WithoutComments(file.Text), Regex.Escape(root) + @"\.([A-Z]\w+)").Select(m => m.Groups[1].Value).Distinct();

    private static string WithoutComments(string text) => CommentPattern().Replace(text, "");

    [GeneratedRegex(@"//[^\n]*|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex CssComment();

    [GeneratedRegex(@"\b(UtcNow|DateTime\.Now|DateTimeOffset\.Now|TimeProvider|Guid\.NewGuid|CreateVersion7|new Random|Random\.Shared|RandomNumberGenerator|File\.\w+|Directory\.\w+|Environment\.\w+|Console\.\w+|CultureInfo\.Current\w+|TimeZoneInfo\.Local|HttpClient|Thread\.\w+|Task\.Run)\b")]
    private static partial Regex ImpurePattern();

    [GeneratedRegex(@"Portal\.Web\.Features\.(\w+)\.(Pages|Desk|\w+Mapping|\w+Text)\b")]
    private static partial Regex PrivateRoomPattern();

    [GeneratedRegex(@"\b(MudBlazor|IJSRuntime|<Mud\w+)")]
    private static partial Regex InteractivePattern();

    [GeneratedRegex(@"\b(SqliteConnection\w*|SqliteCommand|Npgsql\w*|FromSql\w*|ExecuteSql\w*|SqlQuery\w*|CommandText|PRAGMA)\b")]
    private static partial Regex ProviderPattern();

    [GeneratedRegex(@"\[SupplyParameterFromQuery[^\]]*\]\s*(?:public|private|protected|internal)\s+(?!string\b)(\w+)")]
    private static partial Regex TypedQueryPattern();

    [GeneratedRegex(@"\b(HttpClient|IHttpClientFactory|AddHttpClient|SocketsHttpHandler|HttpClientHandler|HttpWebRequest|WebRequest|WebClient|TcpClient|TcpListener|UdpClient|ClientWebSocket|SmtpClient|new Socket|Dns\.\w+|Process\.Start|ProcessStartInfo)\b")]
    private static partial Regex OutgoingPattern();

    [GeneratedRegex(@"\bRole\.(Owner|Cashier|Agent|Supervisor|Trainer|Admin)\b|[vV]iewer\.Role\s+(is|switch)\b|[vV]iewer\.Role\s*[=!]=|\bIsInRole\b|\bRequireRole\b|\bRoles\s*=\s*""|\bScopes\.Contains\b")]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")]
    private static partial Regex ColourPattern();
}
