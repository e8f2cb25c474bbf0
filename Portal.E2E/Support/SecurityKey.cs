using System.Text.Json;
using Microsoft.Playwright;

namespace Portal.E2E.Support;

/// <summary>A virtual authenticator in the browser: has a fingerprint reader, and a person who touches it at once, or not at all.</summary>
public sealed class SecurityKey
{
    private readonly ICDPSession session;
    private readonly string id;

    private SecurityKey(ICDPSession session, string id) => (this.session, this.id) = (session, id);

    public static async Task<SecurityKey> PlugIn(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
        return new SecurityKey(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    public Task Answer(bool yes) => session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object> { ["authenticatorId"] = id, ["enabled"] = yes });

    public async Task<int> Count()
    {
        JsonElement? kept = await session.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object> { ["authenticatorId"] = id });
        return kept!.Value.GetProperty("credentials").GetArrayLength();
    }
}
