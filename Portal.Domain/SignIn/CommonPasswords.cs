using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.SignIn;

/// <summary>
/// Leaked and common passwords as sorted hashes of five bytes: a lookup is a binary search in memory, and nothing in the file can be read back.
/// Layout: number of entries and of top entries (four bytes each, big-endian), all entries, the top entries again on their own.
/// </summary>
public sealed class CommonPasswords
{
    public const int HashBytes = 5;
    private const int HeaderBytes = 8;

    private readonly ReadOnlyMemory<byte> all, top;

    public CommonPasswords(ReadOnlyMemory<byte> file)
    {
        var counts = file.Span;
        Count = BinaryPrimitives.ReadInt32BigEndian(counts);
        var topCount = BinaryPrimitives.ReadInt32BigEndian(counts[4..]);
        all = file.Slice(HeaderBytes, Count * HashBytes);
        top = file.Slice(HeaderBytes + Count * HashBytes, topCount * HashBytes);
    }

    public int Count { get; }

    /// <summary>Whether a guessing program with the list finds a (normalised) password: as it is, dressed up, or two of the commonest in a row.</summary>
    public bool Knows(string password)
    {
        var forms = PasswordGuesses.Of(password);
        return forms.Any(f => Has(all.Span, f)) || forms.SelectMany(PasswordGuesses.Halves).Any(h => Has(top.Span, h.First) && Has(top.Span, h.Second));
    }

    public static byte[] Hash(string folded) => SHA256.HashData(Encoding.UTF8.GetBytes(folded))[..HashBytes];

    /// <summary>The file of these entries, each folded already.</summary>
    public static byte[] File(IEnumerable<string> entries, IEnumerable<string> topEntries)
    {
        var everything = Sorted(entries);
        var first = Sorted(topEntries);
        var file = new byte[HeaderBytes + (everything.Count + first.Count) * HashBytes];
        BinaryPrimitives.WriteInt32BigEndian(file, everything.Count);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), first.Count);
        var at = HeaderBytes;
        foreach (var hash in everything.Concat(first))
        {
            hash.CopyTo(file, at);
            at += HashBytes;
        }

        return file;
    }

    private static List<byte[]> Sorted(IEnumerable<string> entries) =>
        [.. entries.Distinct(StringComparer.Ordinal).Select(Hash).OrderBy(Number).DistinctBy(Number)];

    private static ulong Number(byte[] hash) => Number(hash.AsSpan());

    private static ulong Number(ReadOnlySpan<byte> hash) => ((ulong)hash[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(hash[1..]);

    private static bool Has(ReadOnlySpan<byte> hashes, string form)
    {
        var wanted = Number(Hash(form));
        var low = 0;
        var high = hashes.Length / HashBytes - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = Number(hashes.Slice(middle * HashBytes, HashBytes));
            if (found == wanted) return true;
            if (found < wanted) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }
}
