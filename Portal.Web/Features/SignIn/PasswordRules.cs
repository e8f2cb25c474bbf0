using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>Length over composition: besides the minimum, a password is refused when too long (it is never cut off) or made of the person's own name or mail.</summary>
public sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password)
    {
        var text = password ?? "";
        if (text.Length > Limits.PasswordMaxLength) return Refused("PasswordTooLong");

        var mailName = user.Email?.Split('@')[0];
        var tooEasy = text.Distinct().Count() < 5
            || (mailName is { Length: >= 4 } && text.Contains(mailName, StringComparison.OrdinalIgnoreCase) && text.Length < mailName.Length + 6);
        return tooEasy ? Refused("PasswordTooEasy") : Task.FromResult(IdentityResult.Success);
    }

    private static Task<IdentityResult> Refused(string code) => Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code }));
}

/// <summary>Identity's own refusals as problems of the portal.</summary>
public static class PasswordProblems
{
    public static Problem From(IdentityResult refused) => refused.Errors.First().Code switch
    {
        "PasswordTooShort" => new Problem("password-too-short", Limits.PasswordLength).For("password"),
        "PasswordTooLong" => new Problem("password-too-long", Limits.PasswordMaxLength).For("password"),
        "PasswordTooEasy" => new Problem("password-too-easy").For("password"),
        "PasswordMismatch" => new Problem("password-wrong").For("current"),
        "DuplicateUserName" or "DuplicateEmail" => new Problem("email-taken").For("email"),
        "InvalidEmail" or "InvalidUserName" => new Problem("email-invalid").For("email"),
        "InvalidToken" => new Problem("link-used-or-expired"),
        var other => new Problem("password-refused", other).For("password"),
    };
}
