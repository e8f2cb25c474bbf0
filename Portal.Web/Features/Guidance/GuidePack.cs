using Portal.Domain.Common;
using Portal.Domain.Guidance;

namespace Portal.Web.Features.Guidance;

/// <summary>All entries of a starter pack's folder.</summary>
public static class GuidePack
{
    /// <param name="folder">The starter pack; the entries lie in its "faq".</param>
    /// <returns>The first problem, as in <see cref="GuideYaml.Read"/>; also where a slug is there twice or a related entry is not there.</returns>
    public static async Task<Result<IReadOnlyList<GuideEntry>>> Read(string folder, CancellationToken cancel)
    {
        var entries = new Dictionary<string, (string File, GuideEntry Entry)>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "faq"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var file = "faq/" + Path.GetFileName(path);
            var read = GuideYaml.Read(file, await File.ReadAllTextAsync(path, cancel));
            if (!read.IsOk) return read.Problem!;
            if (!entries.TryAdd(read.Value!.Slug, (file, read.Value))) return new Problem("guide.field", file, "slug", $"{read.Value.Slug} is there twice");
        }

        foreach (var (file, entry) in entries.Values)
            foreach (var slug in entry.Related.Where(slug => !entries.ContainsKey(slug)))
                return new Problem("guide.field", file, "related", $"{slug} does not exist");

        return new([.. entries.Values.Select(e => e.Entry).OrderBy(e => e.Topic).ThenBy(e => e.Order)], null);
    }
}
