using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Factors;

/// <summary>A passkey without a device: registered as somebody's, and answers what the portal asks as an authenticator with a fingerprint reader would.</summary>
internal sealed class SoftKey : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04;

    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private readonly TestPortal portal;
    private readonly UserId owner;
    private uint used;

    private SoftKey(TestPortal portal, UserId owner) => (this.portal, this.owner) = (portal, owner);

    public static async Task<SoftKey> Of(TestPortal portal, Cast.Person person)
    {
        var key = new SoftKey(portal, await Phone.IdOf(portal, person));
        await using var scope = portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = await users.FindByIdAsync(key.owner.Value.ToString());
        await users.AddOrUpdatePasskeyAsync(user!, new(key.id, key.PublicKey(), portal.Clock.GetUtcNow(), 0, ["internal"], true, false, false, [], []) { Name = "手机" });
        return key;
    }

    /// <summary>What the script of the page does: asks at the address the form names, touches the key, and gives back the answer as JSON.</summary>
    /// <param name="ask">"request" or "confirm".</param>
    public async Task<string> Answer(Browsing browser, string page, string ask)
    {
        var form = PageForm.PostsOf(await browser.Source(page), page).Single(f => f.Inputs.Any(i => i.Name == "credential"));
        var asked = await browser.PostTo("/account/passkeys/" + ask, form.Inputs.Where(i => i.Name != "credential").Select(i => (i.Name, i.Value)));
        using var options = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        return Sign(options.RootElement.GetProperty("challenge").GetString()!);
    }

    private string Sign(string challenge)
    {
        var client = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.get","challenge":"{{challenge}}","origin":"http://localhost:{{portal.Address.Port}}","crossOrigin":false}""");
        var data = new byte[37];
        SHA256.HashData("localhost"u8, data);
        data[32] = Present | Verified;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), ++used);
        var signature = pair.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return JsonSerializer.Serialize(new
        {
            id = Text(id),
            rawId = Text(id),
            type = "public-key",
            clientExtensionResults = new { },
            response = new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = Text(Encoding.UTF8.GetBytes(owner.Value.ToString())) },
        });
    }

    // COSE (RFC 9053): {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    private byte[] PublicKey()
    {
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private static string Text(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    public void Dispose() => pair.Dispose();
}
