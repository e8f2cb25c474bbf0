using System.Text;

namespace Portal.Fuzz;

/// <summary>Makes input number n of a target: a seed, changed in a few places. The same number makes the same input on every machine.</summary>
internal static class Mutation
{
    private const int Longest = 64 * 1024;

    private static readonly byte[][] Oddities =
    [
        .. new[]
        {
            "", "\0", "\r", "\n", "\r\n", "\t", "\"", "'", ",", ";", "\\", "/", "<", ">", "&", "=", "+", "-", "@", "%", "%00", "%ff", "%c0%af", "%u0041", "..", "../", "//", "{", "}", "[", "]", "(", ")", "`", "|", "*", "_", "#", "!",
            "null", "true", "NaN", "Infinity", "-0", "0", "1e400", "-1", "2147483648", "9223372036854775808", "99999999999999999999999999", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "2026-02-30", "1.005",
            "\uFEFF", "\u202E", "\u200B", "\u0000", "\uD83D", "😀", "é", "e\u0301", "１２３", "一二三", "ﷺ", "İ", "ß", "\u2028", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "data:text/html,x",
            "' OR 1=1--", "'; DROP TABLE tickets;--", "${jndi:ldap://x}", "{{7*7}}", "4111111111111111", "6222021234567894", "a".PadRight(300, 'a'), "[".PadRight(200, '['), "> ".PadRight(400, '>'),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xFE, 0xFF], [0x00, 0x00, 0x00, 0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF],
    ];

    public static byte[] Make(Target target, int number)
    {
        var random = new Random(unchecked(number * 7919 + 20261127));
        var words = target.Words.Select(Encoding.UTF8.GetBytes).ToArray();
        var bytes = new List<byte>(target.Seeds[random.Next(target.Seeds.Count)]);
        for (var left = 1 + random.Next(1 + random.Next(12)); left > 0; left--) Change(bytes, target, words, random);
        return bytes.Count > Longest ? [.. bytes.Take(Longest)] : [.. bytes];
    }

    private static void Change(List<byte> bytes, Target target, byte[][] words, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(1 + random.Next(32)));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4 when length > 0:
                // The same again and again.
                var piece = bytes.GetRange(at, length);
                for (var times = random.Next(40); times > 0; times--) bytes.InsertRange(at, piece);
                break;
            case 5 when words.Length > 0:
                bytes.InsertRange(at, words[random.Next(words.Length)]);
                break;
            case 6:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                bytes.InsertRange(at, Oddities[random.Next(Oddities.Length)]);
                break;
            case 7:
                // A piece of another good input.
                var other = target.Seeds[random.Next(target.Seeds.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(other.Length - from + 1)).ToArray());
                break;
            default:
                bytes.InsertRange(at, Oddities[random.Next(Oddities.Length)]);
                break;
        }
    }
}
