using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

/// <summary>The installation key as a certificate of the operator's.</summary>
public sealed class KeyCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 5, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("portal-certificates-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private InstallationKey Key(string file, string? password = null, params KeysOptions.OldCertificate[] old) => new(
        Options.Create(new KeysOptions { CertificateFile = file, CertificatePassword = password, OldCertificates = old }),
        new DataDirectory(Options.Create(new PortalOptions { DataDirectory = folder }), new DatabaseChoice(Options.Create(new DatabaseOptions { ConnectionString = "Data Source=:memory:" }))),
        new ManualClock(Now));

    private string Pem(string name, X509Certificate2 certificate, string key) => TestCertificates.Write(folder, name, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key + "\n"));

    [Fact]
    public void One_key_is_one_secret_in_whatever_file_and_after_the_certificate_was_renewed_with_it()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var certificate = TestCertificates.Of(curve, Now);
        using var renewed = TestCertificates.Of(curve, Now.AddDays(-1));
        var sealing = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string[] ids =
        [
            Key(TestCertificates.Write(folder, "a.pfx", certificate.Export(X509ContentType.Pfx, "secret")), "secret").For("x").Id,
            Key(TestCertificates.Write(folder, "b.pfx", renewed.Export(X509ContentType.Pfx))).For("x").Id,
            Key(Pem("c.pem", certificate, curve.ExportPkcs8PrivateKeyPem())).For("x").Id,
            Key(Pem("d.pem", certificate, curve.ExportEncryptedPkcs8PrivateKeyPem("secret", sealing)), "secret").For("x").Id,
        ];

        Assert.Single(ids.Distinct());
        Assert.NotEqual(ids[0], Key(TestCertificates.Pfx(folder, "other", Now)).For("x").Id);
        Assert.False(File.Exists(Path.Combine(folder, InstallationKey.FileName)));
    }

    [Fact]
    public void Rsa_of_enough_bits_counts_too()
    {
        using var rsa = RSA.Create(3072);
        using var certificate = TestCertificates.Of(rsa, Now);

        Assert.Equal(
            Key(TestCertificates.Write(folder, "a.pfx", certificate.Export(X509ContentType.Pfx))).For("x").Key,
            Key(Pem("b.pem", certificate, rsa.ExportPkcs8PrivateKeyPem())).For("x").Key);
    }

    [Fact]
    public void What_an_ended_one_sealed_is_read_with_it_among_the_old_ones()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ended = TestCertificates.Of(curve, Now.AddDays(-400), Now.AddDays(-35));
        var file = TestCertificates.Write(folder, "ended.pfx", ended.Export(X509ContentType.Pfx, "then"));
        var before = Key(Pem("then.pem", TestCertificates.Of(curve, Now), curve.ExportPkcs8PrivateKeyPem())).For("x");

        var now = Key(TestCertificates.Pfx(folder, "new", Now), null, new KeysOptions.OldCertificate { File = file, Password = "then" });

        Assert.Null(now.Fault());
        Assert.NotEqual(before.Id, now.For("x").Id);
        Assert.Equal(before.Key, now.Find("x", before.Id));
    }

    [Theory]
    [InlineData("missing", "There is no certificate file")]
    [InlineData("password", "its password (Keys:CertificatePassword) is wrong or missing")]
    [InlineData("pem-password", "its password (Keys:CertificatePassword) is wrong or missing")]
    [InlineData("letter", "it is not PKCS#12 or PEM")]
    [InlineData("public", "holds no private key")]
    [InlineData("public-pem", "holds no private key")]
    [InlineData("weak", "needs a key of RSA with 3072 bits or more")]
    [InlineData("ended", "ended on 2026-10-19")]
    [InlineData("early", "counts only from 2026-11-24")]
    public void What_is_wrong_with_it_is_one_sentence_that_names_the_file_and_what_to_do(string wrong, string sentence)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = TestCertificates.Of(curve, Now);
        var sealing = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var file = wrong switch
        {
            "missing" => Path.Combine(folder, "nowhere.pfx"),
            "password" => TestCertificates.Write(folder, "a.pfx", certificate.Export(X509ContentType.Pfx, "secret")),
            "pem-password" => Pem("a.pem", certificate, curve.ExportEncryptedPkcs8PrivateKeyPem("secret", sealing)),
            "letter" => TestCertificates.Write(folder, "a.txt", "dear operator"u8.ToArray()),
            "public" => TestCertificates.Write(folder, "a.cer", WithoutKey(certificate)),
            "public-pem" => Pem("b.pem", certificate, ""),
            "weak" => TestCertificates.Write(folder, "w.pfx", Weak()),
            "ended" => TestCertificates.Write(folder, "e.pfx", TestCertificates.Of(curve, Now.AddDays(-400), Now.AddDays(-35)).Export(X509ContentType.Pfx)),
            _ => TestCertificates.Write(folder, "n.pfx", TestCertificates.Of(curve, Now.AddDays(1), Now.AddDays(90)).Export(X509ContentType.Pfx)),
        };

        var fault = Key(file, wrong.EndsWith("password", StringComparison.Ordinal) ? "guessed" : null).Fault();

        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.Contains(file, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_and_a_certificate_at_once_are_told_apart_before_anything_starts()
    {
        var both = new KeysOptions { KeyFile = "a.key", CertificateFile = "b.pfx" };

        Assert.Contains(both.Validate(new(both)), wrong => wrong.MemberNames.Contains("CertificateFile"));
    }

    private static byte[] Weak()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = TestCertificates.Of(rsa, Now);
        return certificate.Export(X509ContentType.Pfx);
    }

    private static byte[] WithoutKey(X509Certificate2 certificate)
    {
        var contents = new Pkcs12Builder();
        var bag = new Pkcs12SafeContents();
        bag.AddCertificate(X509CertificateLoader.LoadCertificate(certificate.RawData));
        contents.AddSafeContentsUnencrypted(bag);
        contents.SealWithMac("", HashAlgorithmName.SHA256, 1000);
        return contents.Encode();
    }
}
