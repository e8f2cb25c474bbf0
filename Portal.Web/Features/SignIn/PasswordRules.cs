using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// Length over composition: 12 to 128 characters, anything goes, nothing is cut off. Refused are patterns, what guessing programs find
/// (<see cref="CommonPasswords"/>), and what is little more than the person's, the shop's or the portal's own name.
/// </summary>
public sealed class PasswordRules(CommonPasswords common, Databases databases, IOptions<PortalOptions> portal) : IPasswordValidator<PortalUser>
{
    // What the product is called in its texts and addresses.
    private static readonly string[] ProductWords = ["portal", "merchant support", "pos support", "商户支持", "support"];

    // Of twelve characters at least so many must be the person's own idea.
    private const int OwnCharacters = 6;

    public async Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password)
    {
        var normal = PasswordText.Normal(password ?? "");
        if (normal is null) return Refused(PasswordProblems.TooLong);

        var length = PasswordText.Length(normal);
        if (length < Limits.PasswordLength) return Refused(PasswordProblems.TooShort);
        if (length > Limits.PasswordMaxLength) return Refused(PasswordProblems.TooLong);
        if (PasswordGuesses.IsPattern(normal)) return Refused(PasswordProblems.TooEasy);
        if (common.Knows(normal)) return Refused(PasswordProblems.Common);
        return IsNames(normal, await Names(user)) ? Refused(PasswordProblems.Personal) : IdentityResult.Success;
    }

    /// <summary>Whether too little is left of a password once the names are taken out of it.</summary>
    public static bool IsNames(string normal, IEnumerable<string> names)
    {
        var left = PasswordGuesses.Fold(normal);
        var before = left.Length;
        foreach (var name in names.Select(PasswordGuesses.Fold).Where(n => n.Length >= (char.IsAscii(n[0]) ? 3 : 2)).OrderByDescending(n => n.Length))
            left = left.Replace(name, "", StringComparison.Ordinal);
        return left.Length < before && left.Count(char.IsLetter) < OwnCharacters && left.Length < OwnCharacters + 4;
    }

    private async Task<List<string>> Names(PortalUser user)
    {
        List<string> names = [.. ProductWords, portal.Value.Name, user.Name, .. user.Name.Split(' '), .. (user.Email ?? "").Split('@', '.', '-', '_', '+')];
        if (user.MerchantId is { } merchant)
        {
            await using var db = databases.For(Viewer.Portal);
            names.AddRange(await db.Merchants.Where(m => m.Id == merchant).Select(m => m.Name).ToListAsync());
            names.AddRange(await db.Stores.Where(s => s.MerchantId == merchant).Select(s => s.Name).ToListAsync());
        }

        return [.. names.Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IdentityResult Refused(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}

/// <summary>Identity's own refusals as problems of the portal.</summary>
public static class PasswordProblems
{
    public const string TooShort = "PasswordTooShort", TooLong = "PasswordTooLong", TooEasy = "PasswordTooEasy", Common = "PasswordCommon", Personal = "PasswordPersonal";

    public static Problem From(IdentityResult refused) => refused.Errors.First().Code switch
    {
        TooShort => new Problem("password-too-short", Limits.PasswordLength).For("password"),
        TooLong => new Problem("password-too-long", Limits.PasswordMaxLength).For("password"),
        TooEasy => new Problem("password-too-easy").For("password"),
        Common => new Problem("password-common").For("password"),
        Personal => new Problem("password-personal").For("password"),
        "PasswordMismatch" => new Problem("password-wrong").For("current"),
        "DuplicateUserName" or "DuplicateEmail" => new Problem("email-taken").For("email"),
        "InvalidEmail" or "InvalidUserName" => new Problem("email-invalid").For("email"),
        "InvalidToken" => new Problem("link-used-or-expired"),
        var other => new Problem("password-refused", other).For("password"),
    };
}
