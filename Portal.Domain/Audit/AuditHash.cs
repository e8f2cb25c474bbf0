using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Domain.Audit;

/// <summary>
/// The chain's arithmetic, plain enough to be done again by any other program: SHA-256 (lower-case hexadecimal) over the UTF-8 text of a JSON array of
/// the entry's fields in the order below, the hash of the entry before last. Personal fields stand in it as their own salted hashes.
/// </summary>
public static class AuditHash
{
    /// <summary>What the first entry has for a hash before it.</summary>
    public static readonly string Beginning = new('0', 64);

    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(AuditEntry entry) => Of(JsonSerializer.Serialize<object?[]>(
    [
        entry.Number, entry.EventId, entry.At.ToUnixTimeMilliseconds(), entry.Kind, entry.Subject, entry.MerchantId?.Value, entry.Actor?.Value, entry.Key,
        entry.Role, entry.Way, entry.Session, entry.Request, entry.Details, entry.NameHash, entry.AddressHash, entry.Previous,
    ], Form));

    public static string Of(string value, byte[] salt) => Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(value)]));

    private static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
