using System.Globalization;
using System.Text;
using Portal.Domain.Common;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Who was erased, beside the database and in no backup of it: a backup made before has the person again, and whatever restores it is told here to take
/// them out once more. Ids alone, a line each: <c>0192f3a1-… 2026-11-27T06:05:00Z photos</c>.
/// </summary>
public sealed class ErasedList(DataDirectory data)
{
    public const string FileName = "erased.list";

    private const string Photos = "photos";
    private const string Head =
        "# Ids of people who were erased. Keep a copy with the backups of this portal, not in them: whatever restores one is told here whom to erase again.\n";

    /// <param name="WithPhotos">The photos they had sent went too.</param>
    public sealed record Line(UserId Person, DateTimeOffset At, bool WithPhotos);

    public string Path { get; } = System.IO.Path.Combine(data.Path, FileName);

    /// <summary>A line that cannot be read was cut off by a power cut: the database still knows that person, and <see cref="ReplayErasures"/> writes it again.</summary>
    public async Task<IReadOnlyList<Line>> Read(CancellationToken cancel)
    {
        if (!File.Exists(Path)) return [];
        var lines = await File.ReadAllLinesAsync(Path, cancel);
        return [.. lines.Select(Parse).OfType<Line>()];
    }

    public async Task Add(Line line, CancellationToken cancel)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var how = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(Path, how);
        // Begins with a line break: half a line that was left there spoils nothing.
        var text = string.Create(CultureInfo.InvariantCulture, $"{(file.Position == 0 ? Head : "\n")}{line.Person.Value} {line.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{(line.WithPhotos ? " " + Photos : "")}\n");
        await file.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        file.Flush(flushToDisk: true);
    }

    private static Line? Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var id, var time, .. var rest] && Guid.TryParseExact(id, "D", out var person)
            && DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(new(person), at, rest is [Photos]) : null;
}
