using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>For administrators: everybody who is signed in, or those a name, mail address or merchant number fits; the last used first.</summary>
public sealed class FindSignIns(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    public sealed record Row(
        SignInId Id, UserId Person, string Name, string Email, Role Role, MerchantId? Merchant, string? MerchantName, Device Device, string? Address,
        DateTimeOffset StartedAt, DateTimeOffset SeenAt, SignInWay Way, bool Here);

    /// <param name="Total">How many there are, of which at most <see cref="Limits.SignInsListed"/> are listed.</param>
    public sealed record Found(IReadOnlyList<Row> Rows, int Total);

    public async Task<Result<Found>> Run(string? text, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePeople)) return Problem.NotFound;

        var wanted = (text ?? "").Trim() is { Length: <= Limits.SearchLength } typed ? typed : "";
        var mail = wanted.ToUpperInvariant();
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var running =
            from signIn in db.Set<DeviceSignIn>().AsNoTracking()
            where signIn.EndedAt == null && signIn.EndsAt > now
            join user in db.Users on (Guid)(object)signIn.Person equals user.Id
            join merchant in db.Merchants on signIn.MerchantId equals merchant.Id into merchants
            from merchant in merchants.DefaultIfEmpty()
            where wanted == "" || user.Name.Contains(wanted) || user.NormalizedEmail!.Contains(mail) || (merchant != null && merchant.Number == wanted)
            select new { signIn, user, Merchant = merchant == null ? null : merchant.Name };

        var total = await running.CountAsync(cancel);
        var rows = await running.OrderByDescending(r => r.signIn.SeenAt).Take(Limits.SignInsListed).ToListAsync(cancel);
        return new Found(
            [.. rows.Where(r => r.signIn.Over(now) is null || r.signIn.Id == viewer.SignIn).Select(r => new Row(
                r.signIn.Id, r.signIn.Person, r.user.Name, r.user.Email ?? "", r.user.Role, r.signIn.MerchantId, r.Merchant, r.signIn.Device, r.signIn.Address,
                r.signIn.StartedAt, r.signIn.SeenAt, r.signIn.Way, r.signIn.Id == viewer.SignIn))],
            total);
    }
}
