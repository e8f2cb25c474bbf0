using Microsoft.Extensions.Options;
using Portal.Web.Data;

namespace Portal.Web.Hosting;

/// <summary>The folder everything the portal writes lies in: Portal:DataDirectory, else that of the database file, else "data".</summary>
public sealed class DataDirectory(IOptions<PortalOptions> options, DatabaseChoice choice)
{
    public string Path { get; } = System.IO.Path.GetFullPath(
        options.Value.DataDirectory ?? (choice.File is { } file ? System.IO.Path.GetDirectoryName(file)! : "data"));

    /// <summary>A folder inside it, made where it is missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
