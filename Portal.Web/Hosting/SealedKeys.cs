using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Portal.Web.Hosting;

/// <summary>
/// The keys that protect cookies, links and seeds lie in the database, sealed (AES-256-GCM) with the installation key, which does not: whoever has only the
/// database or a backup of it can neither read them nor sign anybody in.
/// </summary>
public static class SealedKeys
{
    internal const string Purpose = "key ring";
    internal const int NonceBytes = 12, TagBytes = 16;

    public static IDataProtectionBuilder SealWithInstallationKey(this IDataProtectionBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new KeySeal(provider.GetRequiredService<InstallationKey>())));
        return builder;
    }
}

internal sealed class KeySeal(InstallationKey keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var (id, key) = keys.For(SealedKeys.Purpose);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(SealedKeys.NonceBytes);
        var (hidden, tag) = (new byte[plain.Length], new byte[SealedKeys.TagBytes]);
        using var aes = new AesGcm(key, SealedKeys.TagBytes);
        aes.Encrypt(nonce, plain, hidden, tag, Encoding.ASCII.GetBytes(id));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("sealedKey", new XAttribute("with", id), Convert.ToBase64String([.. nonce, .. tag, .. hidden])), typeof(KeyUnseal));
    }
}

/// <summary>Made by data protection, by the name that stands beside the sealed key. With the current key or one used before.</summary>
public sealed class KeyUnseal(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var id = (string?)encryptedElement.Attribute("with") ?? "";
        var key = services.GetRequiredService<InstallationKey>().Find(SealedKeys.Purpose, id)
            ?? throw new CryptographicException($"It was sealed with the key {id}, which this installation does not have (Keys:OldKeyFiles).");
        var bytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plain = new byte[bytes.Length - SealedKeys.NonceBytes - SealedKeys.TagBytes];
        using var aes = new AesGcm(key, SealedKeys.TagBytes);
        aes.Decrypt(bytes[..SealedKeys.NonceBytes], bytes[(SealedKeys.NonceBytes + SealedKeys.TagBytes)..], bytes[SealedKeys.NonceBytes..(SealedKeys.NonceBytes + SealedKeys.TagBytes)], plain, Encoding.ASCII.GetBytes(id));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
