using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Diagnosis;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Diagnosis;

/// <summary>The newest software registered for a model, over all merchants: it says nothing about any of them. Asked for again every ten minutes.</summary>
public sealed class NewestFirmware(DatabaseChoice databases, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string? Version)> known = new(StringComparer.Ordinal);

    /// <summary>Null where the model is not named or nothing is registered for it.</summary>
    public async Task<string?> Of(string model, CancellationToken cancel)
    {
        if (model.Length == 0) return null;
        if (known.TryGetValue(model, out var entry) && (clock.GetUtcNow() - entry.At).Duration() < Fresh) return entry.Version;

        await using var db = databases.Open(Viewer.Portal, clock);
        var versions = await db.Terminals.Where(t => t.Model == model && t.Firmware != "").Select(t => t.Firmware).Distinct().Take(500).ToListAsync(cancel);
        string? newest = null;
        foreach (var version in versions)
            if (newest is null || Firmware.IsOlder(newest, version)) newest = version;

        known[model] = (clock.GetUtcNow(), newest);
        return newest;
    }
}
