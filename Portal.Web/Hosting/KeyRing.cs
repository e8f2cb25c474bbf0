using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Operations;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>The keys in the database that protect cookies, links and seeds, seen from whether this installation can open them.</summary>
public sealed class KeyRing(InstallationKey installation)
{
    /// <param name="Keys">How many there are.</param>
    /// <param name="Foreign">Ids of the installation keys that sealed some of them and are not here.</param>
    public sealed record State(int Keys, IReadOnlyList<string> Foreign);

    public async Task<State> Look(PortalDb db, CancellationToken cancel)
    {
        var keys = await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancel);
        return new(keys.Count, [.. keys.Select(ForeignSeal).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Takes away what cannot be opened any more; new keys are made when they are needed.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Forget(PortalDb db, CancellationToken cancel)
    {
        var lost = (await db.DataProtectionKeys.ToListAsync(cancel)).Where(k => ForeignSeal(k) is not null).ToList();
        if (lost.Count == 0) return 0;
        db.RemoveRange(lost);
        db.Raise(new KeyRingForgotten(lost.Count));
        await db.SaveChangesAsync(cancel);
        return lost.Count;
    }

    private string? ForeignSeal(DataProtectionKey key) =>
        key.Xml is { } xml && XElement.Parse(xml).Descendants("sealedKey").Select(s => (string?)s.Attribute("with")).FirstOrDefault() is { } id
        && installation.Find(SealedKeys.Purpose, id) is null ? id : null;
}

/// <summary>
/// A key file or certificate that was named and is not the one of before is a mistake: nodes would refuse each other's cookies and second factors would be
/// void without a word. Only a key that nobody named may be made anew.
/// </summary>
internal sealed class CheckKeyRing(KeyRing ring, InstallationKey installation, DatabaseChoice choice, TimeProvider clock, ILogger<CheckKeyRing> log) : IStartupStep
{
    public async Task Run(CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Nobody, clock);
        if ((await ring.Look(db, cancel)).Foreign is not { Count: > 0 } foreign) return;
        if (installation.IsNamed)
            throw new StartException(
                $"The key ring was sealed with another installation key than {installation.Path}: {string.Join(", ", foreign)} instead of {installation.For(SealedKeys.Purpose).Id}. " +
                "Name the former one (Keys:OldKeyFiles, Keys:OldCertificates). Where it is lost, ./run key-ring forget goes on without: people sign in again and set up second factors anew.");
        log.LogWarning("{Count} installation keys that sealed the key ring are not here: people sign in again, second factors are set up anew. Find portal.key, or run key-ring forget.", foreign.Count);
    }
}
