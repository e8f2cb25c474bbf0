using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;

namespace Portal.Web.Features.Factors;

/// <summary>Makes a person's recovery codes and takes them back in, each once.</summary>
public sealed class RecoveryCodes(PortalDb db, TimeProvider clock)
{
    /// <summary>New codes in place of all old ones; the only time they are known. Saved by the caller.</summary>
    public async Task<IReadOnlyList<string>> Make(UserId user, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(c => c.UserId == user).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, Limits.RecoveryCodes).Select(_ => RecoveryCode.Of(RandomNumberGenerator.GetBytes(RecoveryCode.Bytes))).ToList();
        db.Set<RecoveryCode>().AddRange(codes.Select(code => new RecoveryCode(Guid.CreateVersion7(), user, code)));
        return codes;
    }

    /// <summary>Whether it was one of the person's and not used before. One statement decides: of a hundred at once one gets through.</summary>
    public async Task<bool> Use(UserId user, string code, CancellationToken cancel)
    {
        var hash = RecoveryCode.HashOf(user, code);
        var now = clock.GetUtcNow();
        return await db.Set<RecoveryCode>().Where(c => c.UserId == user && c.Hash == hash && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, (DateTimeOffset?)now), cancel) == 1;
    }

    public Task<int> Left(UserId user, CancellationToken cancel) => db.Set<RecoveryCode>().CountAsync(c => c.UserId == user && c.UsedAt == null, cancel);
}
