using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Tests.Support;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Factors;

/// <summary>A person's phone with an authenticator app on it, and the recovery codes they wrote down.</summary>
internal sealed partial class Phone(TestPortal portal, byte[] seed, IReadOnlyList<string> recoveryCodes)
{
    public IReadOnlyList<string> RecoveryCodes => recoveryCodes;

    /// <summary>The code the app shows now, or so many steps away.</summary>
    public string Code(int off = 0) => Totp.Code(seed, Totp.StepAt(portal.Clock.GetUtcNow()) + off);

    /// <summary>Thirty seconds later the app shows another one.</summary>
    public string NextCode()
    {
        portal.Clock.Advance(TimeSpan.FromSeconds(30));
        return Code();
    }

    /// <summary>Sets the app up over HTTP, as a browser without script does.</summary>
    public static async Task<Phone> SetUp(TestPortal portal, Browsing browser)
    {
        const string page = "/account/security/authenticator";
        var shown = await browser.Read(page);
        var seed = FromBase32(SeedPattern().Match(shown).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        var offered = OfferedPattern().Match(shown).Groups[1].Value;
        var code = Totp.Code(seed, Totp.StepAt(portal.Clock.GetUtcNow()));

        var answer = await browser.Post(page, ("offered", offered), ("code", code));
        var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var phone = new Phone(portal, seed, [.. CodePattern().Matches(said).Select(m => m.Groups[1].Value)]);
        Assert.True(phone.RecoveryCodes.Count == Limits.RecoveryCodes || answer.StatusCode == HttpStatusCode.Found, said);
        // The code that set it up is spent.
        portal.Clock.Advance(TimeSpan.FromSeconds(30));
        return phone;
    }

    public static async Task<UserId> IdOf(TestPortal portal, Cast.Person person)
    {
        await using var db = portal.Database();
        return new((await db.Users.SingleAsync(u => u.Email == person.Email)).Id);
    }

    /// <summary>Signed in as that person, as the use cases see it.</summary>
    public static async Task<Viewer> ViewerOf(TestPortal portal, Cast.Person person) => person.Viewer with { UserId = await IdOf(portal, person) };

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    [GeneratedRegex("id=\"seed\">([A-Z2-7 ]+)<")]
    private static partial Regex SeedPattern();

    [GeneratedRegex("name=\"offered\" value=\"([^\"]+)\"")]
    private static partial Regex OfferedPattern();

    [GeneratedRegex("<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</li>")]
    private static partial Regex CodePattern();
}
