using System.Text.RegularExpressions;
using Portal.Web.Hosting;

namespace Portal.Tests.House;

// The walls against card data have no doors beside them.
public static partial class Rules
{
    /// <summary>Files that update rows without loading them, past SaveGuard; no text among what they write.</summary>
    private static readonly string[] MayUpdateUnseen =
    [
        "Portal.Web/Data/Identity/Tries.cs", "Portal.Web/Features/ApiKeys/ApiKeySignIn.cs", "Portal.Web/Features/Devices/EndSignIns.cs", "Portal.Web/Features/Devices/SignInRows.cs",
        "Portal.Web/Features/Factors/Codes.cs", "Portal.Web/Features/Factors/RecoveryCodes.cs", "Portal.Web/Features/People/SignOutAndPreferences.cs", "Portal.Web/Features/Privacy/RetentionKinds.cs",
        "Portal.Web/Features/Privacy/Forgetting.cs",
    ];

    public static IEnumerable<string> NoTextIsWrittenPastTheGuard(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !MayUpdateUnseen.Contains(file.Path)
        where WithoutComments(file.Text).Contains("ExecuteUpdate", StringComparison.Ordinal)
        select $"{file.Path} updates rows past SaveGuard; if no text is among it, Rules.CardGuard.cs lists the file";

    /// <summary>A password has to arrive exactly; every other field of a form is masked on its way in.</summary>
    public static IEnumerable<string> PasswordsArriveAsTheyAreTyped(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".razor", StringComparison.Ordinal)
        from Match input in PasswordInput().Matches(file.Text)
        let name = Regex.Match(input.Value, "\\sname=\"([^\"]+)\"").Groups[1].Value
        where name.Length > 0 && !GuardedRequests.Secrets.Contains(name)
        select $"{file.Path} has the password field {name}, which GuardedRequests.Secrets does not name";

    [GeneratedRegex("<input[^>]*type=\"password\"[^>]*>")]
    private static partial Regex PasswordInput();
}
