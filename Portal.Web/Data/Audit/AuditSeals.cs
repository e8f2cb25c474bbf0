using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Audit;
using Portal.Web.Hosting;

namespace Portal.Web.Data.Audit;

/// <summary>Seals the trail's two ends with the installation key.</summary>
public sealed class AuditSeals(InstallationKey keys)
{
    private const string Purpose = "audit trail";

    public (string KeyId, string Seal) Make(string text)
    {
        var (id, key) = keys.For(Purpose);
        return (id, Over(key, text));
    }

    /// <returns>Null: it holds. Otherwise what is wrong.</returns>
    public string? Fault(ISealed mark) => keys.Find(Purpose, mark.KeyId) is null
        ? $"it was sealed with the key {mark.KeyId}, which this installation does not have (Keys:OldKeyFiles)"
        : Holds(mark.Sealed, mark.KeyId, mark.Seal) ? null : "its seal is not that of this installation";

    /// <summary>Whether the key it was sealed with is here.</summary>
    public bool Knows(ISealed mark) => keys.Find(Purpose, mark.KeyId) is not null;

    public bool Holds(string text, string keyId, string seal) =>
        keys.Find(Purpose, keyId) is { } key && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Over(key, text)), Encoding.ASCII.GetBytes(seal));

    private static string Over(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
