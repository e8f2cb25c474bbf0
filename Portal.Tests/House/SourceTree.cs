namespace Portal.Tests.House;

/// <summary>One file of the repository, path relative to its root with forward slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The folder below "parent", "Tickets" for Portal.Web/Features/Tickets/OpenTicket.cs; null outside of it.</summary>
    public string? RoomIn(string parent) => IsIn(parent) && Path[(parent.Length + 1)..].Split('/') is { Length: > 1 } parts ? parts[0] : null;
}

public static class SourceTree
{
    private static readonly string[] Left = ["bin", "obj", "artifacts", "node_modules", ".git", "Migrations", "data"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Read(Root)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Portal.sln is not above the tests.");
    }

    private static IEnumerable<SourceFile> Read(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !Left.Contains(Path.GetFileName(d))))
            foreach (var file in Read(inner)) yield return file;
        foreach (var path in Directory.EnumerateFiles(folder).Where(p => Path.GetExtension(p) is ".cs" or ".razor" or ".csproj" or ".css" or ".js"))
            yield return new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path));
    }
}
