using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Tests.Support;

/// <summary>Certificates as an operator's own authority would hand them out, signed by themselves.</summary>
internal static class TestCertificates
{
    /// <summary>A year old at the most, and as long to go.</summary>
    public static X509Certificate2 Of(AsymmetricAlgorithm key, DateTimeOffset now) => Of(key, now.AddDays(-30), now.AddDays(335));

    public static X509Certificate2 Of(AsymmetricAlgorithm key, DateTimeOffset from, DateTimeOffset until) => (key switch
    {
        RSA rsa => new CertificateRequest("CN=portal", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        ECDsa curve => new CertificateRequest("CN=portal", curve, HashAlgorithmName.SHA256),
        _ => throw new ArgumentException("RSA or an elliptic curve.", nameof(key)),
    }).CreateSelfSigned(from, until);

    /// <summary>On a new elliptic curve, in a file of its own.</summary>
    public static string Pfx(string folder, string name, DateTimeOffset now, string? password = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Of(key, now);
        return Write(folder, name + ".pfx", certificate.Export(X509ContentType.Pfx, password));
    }

    public static string Write(string folder, string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

/// <summary>For files that have to be there before a portal starts.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-files-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
