using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;

namespace Portal.Web.Features.Factors;

/// <summary>Makes a person's recovery codes and takes them back in, each once.</summary>
public sealed class RecoveryCodes(PortalDb db, IOptions<PasswordHasherOptions> passwords, TimeProvider clock)
{
    /// <param name="Codes">The only time they are known.</param>
    public sealed record Set(IReadOnlyList<string> Codes, IReadOnlyList<string> Hashes, byte[] Salt, int Rounds);

    /// <summary>Ten new codes, nobody's yet. Hashing them takes about a second of processor time, so it comes before any transaction.</summary>
    public Set Make()
    {
        var (salt, rounds) = (RandomNumberGenerator.GetBytes(RecoveryCode.SaltBytes), passwords.Value.IterationCount);
        var codes = Enumerable.Range(0, Limits.RecoveryCodes).Select(_ => RecoveryCode.Of(RandomNumberGenerator.GetBytes(RecoveryCode.Bytes))).ToList();
        return new Set(codes, [.. codes.AsParallel().AsOrdered().Select(code => RecoveryCode.HashOf(code, salt, rounds))], salt, rounds);
    }

    /// <summary>In place of all old ones of the person. Saved by the caller.</summary>
    public async Task Give(UserId user, Set made, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(c => c.UserId == user).ExecuteDeleteAsync(cancel);
        db.Set<RecoveryCode>().AddRange(made.Hashes.Select(hash => new RecoveryCode(Guid.CreateVersion7(), user, hash, made.Salt, made.Rounds)));
    }

    /// <summary>Whether it was one of the person's and not used before. One statement decides: of a hundred at once one gets through.</summary>
    public async Task<bool> Use(UserId user, string code, CancellationToken cancel)
    {
        if (await db.Set<RecoveryCode>().Where(c => c.UserId == user).Select(c => new { c.Salt, c.Rounds }).FirstOrDefaultAsync(cancel) is not { } set) return false;
        var hash = RecoveryCode.HashOf(code, set.Salt, set.Rounds);
        var now = clock.GetUtcNow();
        return await db.Set<RecoveryCode>().Where(c => c.UserId == user && c.Hash == hash && c.UsedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(c => c.UsedAt, (DateTimeOffset?)now), cancel) == 1;
    }

    public Task<int> Left(UserId user, CancellationToken cancel) => db.Set<RecoveryCode>().CountAsync(c => c.UserId == user && c.UsedAt == null, cancel);
}
