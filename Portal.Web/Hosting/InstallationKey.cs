using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Portal.Web.Hosting;

public sealed class KeysOptions : IValidatableObject
{
    public const string Section = "Keys";

    /// <summary>File of the installation key; unless set, portal.key in the data directory, made at the first start.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Keys used before: what they sealed can still be read.</summary>
    public IReadOnlyList<string> OldKeyFiles { get; set; } = [];

    /// <summary>A certificate with its private key, PKCS#12 or PEM, that takes the place of the key file: <see cref="KeyCertificate"/>.</summary>
    public string? CertificateFile { get; set; }

    public string? CertificatePassword { get; set; }

    /// <summary>Certificates used before, as <see cref="OldKeyFiles"/>; these may have ended.</summary>
    public IReadOnlyList<OldCertificate> OldCertificates { get; set; } = [];

    public sealed class OldCertificate
    {
        public string File { get; set; } = "";

        public string? Password { get; set; }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyFile is not null && CertificateFile is not null)
            yield return new("the installation key is either a file or a certificate: keep one of the two, and name the other among the old ones if something was sealed with it.", [nameof(CertificateFile)]);
    }
}

/// <summary>
/// The secret of this installation: a file beside the data, readable by the portal alone, or a certificate of the operator's; in no backup. What it seals
/// cannot be made by whoever has only the database.
/// </summary>
public sealed class InstallationKey(IOptions<KeysOptions> options, DataDirectory data, TimeProvider clock)
{
    public const string FileName = "portal.key";

    private const int Bytes = 32;
    private readonly Lazy<byte[]> current = new(() => options.Value.CertificateFile is { } certificate
        ? KeyCertificate.Secret(certificate, options.Value.CertificatePassword, clock.GetUtcNow())
        : Load(options.Value.KeyFile, System.IO.Path.Combine(data.Path, FileName)));

    private readonly Lazy<List<byte[]>> old = new(() =>
        [.. options.Value.OldKeyFiles.Select(Read), .. options.Value.OldCertificates.Select(certificate => KeyCertificate.Secret(certificate.File, certificate.Password, mustCountAt: null))]);

    /// <summary>The file it lies in.</summary>
    public string Path { get; } = options.Value.CertificateFile ?? options.Value.KeyFile ?? System.IO.Path.Combine(data.Path, FileName);

    /// <summary>The operator said which one, so another than before is a mistake rather than a loss.</summary>
    public bool IsNamed { get; } = (options.Value.CertificateFile ?? options.Value.KeyFile) is not null;

    /// <summary>Why it, or one used before, cannot be had; null: all are there.</summary>
    public string? Fault()
    {
        try
        {
            _ = (current.Value, old.Value);
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return unreadable.Message;
        }
    }

    /// <summary>A key for one purpose alone; its id says which installation key it comes from.</summary>
    public (string Id, byte[] Key) For(string purpose) => Derived(current.Value, purpose);

    /// <summary>The key of that id, where it is the current one or one used before.</summary>
    public byte[]? Find(string purpose, string id) =>
        old.Value.Prepend(current.Value).Select(key => Derived(key, purpose)).Where(k => k.Id == id).Select(k => k.Key).FirstOrDefault();

    private static (string Id, byte[] Key) Derived(byte[] key, string purpose)
    {
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Bytes, info: Encoding.UTF8.GetBytes(purpose));
        return (Convert.ToHexStringLower(SHA256.HashData(derived))[..16], derived);
    }

    private static byte[] Load(string? configured, string usual)
    {
        if (configured is not null) return Read(configured);
        if (!File.Exists(usual)) Make(usual);
        return Read(usual);
    }

    /// <summary>Two processes that start at once end up with the same key: the file appears whole, and only once.</summary>
    private static void Make(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(part, how))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(part, path, overwrite: false);
        }
        catch (IOException)
        {
            File.Delete(part);
            if (!File.Exists(path)) throw;
        }
    }

    private static byte[] Read(string path)
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no key file {path} (Keys:KeyFile, Keys:OldKeyFiles).");
        try
        {
            return Convert.FromBase64String(File.ReadAllText(path).Trim()) is { Length: >= Bytes } key
                ? key : throw new InvalidOperationException($"The key file {path} holds less than {Bytes} bytes.");
        }
        catch (FormatException)
        {
            throw new InvalidOperationException($"The key file {path} is not Base64 text.");
        }
    }
}
