using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Web.Hosting;

/// <summary>
/// The installation key as the operator's own certificate: the secret is derived from its private key, so every node that has the certificate has the same
/// one, and a certificate renewed with its key changes nothing (docs/decisions/0014-installation-key.md).
/// </summary>
internal static class KeyCertificate
{
    private const string Settings = "Keys:CertificateFile, Keys:OldCertificates";

    /// <summary>128 bits of strength: whoever had the public half of a weaker one could work the secret out.</summary>
    private const int LeastRsaBits = 3072, LeastCurveBits = 256;

    private const int Bytes = 32;
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("portal installation key of a certificate");

    /// <param name="mustCountAt">Null: it may have ended.</param>
    /// <exception cref="InvalidOperationException">One sentence for the operator: missing, unreadable, without its key, too weak, not yet or no longer valid.</exception>
    public static byte[] Secret(string path, string? password, DateTimeOffset? mustCountAt)
    {
        using var certificate = Read(path, password);
        if (mustCountAt is { } now)
        {
            var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
            if (now < from) throw new InvalidOperationException($"The certificate {path} counts only from {Day(from)} (UTC) on ({Settings}); is the clock right?");
            if (now > until)
                throw new InvalidOperationException(
                    $"The certificate {path} ended on {Day(until)} (UTC). Renew it, best with the same key, then nothing else changes; with another key name the ended one in Keys:OldCertificates.");
        }

        var secret = PrivatePart(certificate, path);
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: Purpose);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static X509Certificate2 Read(string path, string? password)
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no certificate file {path} ({Settings}).");
        try
        {
            var text = File.ReadAllText(path);
            if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
                return X509CertificateLoader.LoadPkcs12FromFile(path, password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet);

            if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) throw WithoutKey(path);
            return text.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(text, text, password) : X509Certificate2.CreateFromPem(text, text);
        }
        catch (CryptographicException unreadable)
        {
            throw new InvalidOperationException(
                $"The certificate file {path} cannot be read: its password (Keys:CertificatePassword) is wrong or missing, or it is not PKCS#12 or PEM with certificate and key ({Settings}).", unreadable);
        }
    }

    private static byte[] PrivatePart(X509Certificate2 certificate, string path)
    {
        if (!certificate.HasPrivateKey) throw WithoutKey(path);
        using var rsa = certificate.GetRSAPrivateKey();
        if (rsa is { KeySize: >= LeastRsaBits })
        {
            // The two primes in a fixed order: the same however the file writes the rest.
            var parts = rsa.ExportParameters(includePrivateParameters: true);
            return parts.P.AsSpan().SequenceCompareTo(parts.Q) > 0 ? [.. parts.P!, .. parts.Q!] : [.. parts.Q!, .. parts.P!];
        }

        using var signing = certificate.GetECDsaPrivateKey();
        using var agreeing = signing is null ? certificate.GetECDiffieHellmanPrivateKey() : null;
        if (signing is { KeySize: >= LeastCurveBits }) return signing.ExportParameters(includePrivateParameters: true).D!;
        if (agreeing is { KeySize: >= LeastCurveBits }) return agreeing.ExportParameters(includePrivateParameters: true).D!;
        throw new InvalidOperationException($"The certificate {path} needs a key of RSA with {LeastRsaBits} bits or more, or of an elliptic curve with {LeastCurveBits} ({Settings}).");
    }

    private static InvalidOperationException WithoutKey(string path) =>
        new($"The certificate file {path} holds no private key: export it together with its key ({Settings}).");

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
