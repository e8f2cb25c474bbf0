using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// Short codes in as few bytes as they allow, and back without loss: one byte says what follows (so many decimal digits, a UUID, hexadecimal, text).
/// Rising decimal numbers give rising bytes, so keys of a numbering feed are appended at the end of their index.
/// </summary>
internal static class Packed
{
    private const byte Text = 0x01;
    private const byte Uuid = 0x02;
    private const byte HexLower = 0x03;
    private const byte HexUpper = 0x04;
    private const byte Digits = 0x20;
    private const int MostDigits = 18;

    private static readonly int[] BytesFor = [.. Enumerable.Range(0, MostDigits + 1).Select(n => n == 0 ? 1 : (int)Math.Ceiling(n * Math.Log(10) / Math.Log(256)))];

    public static byte[]? Pack(string? text)
    {
        if (text is null) return null;
        Span<byte> room = text.Length <= 100 ? stackalloc byte[400] : new byte[MostBytes(text)];
        return room[..Write(text, room)].ToArray();
    }

    public static int MostBytes(string text) => 1 + Encoding.UTF8.GetMaxByteCount(text.Length) + 16;

    /// <summary>How many bytes were written.</summary>
    public static int Write(string text, Span<byte> bytes)
    {
        if (text.Length is > 0 and <= MostDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var value = 0UL;
            foreach (var c in text) value = value * 10 + (ulong)(c - '0');
            var length = BytesFor[text.Length];
            bytes[0] = (byte)(Digits + text.Length);
            for (var i = length; i >= 1; i--, value >>= 8) bytes[i] = (byte)value;
            return length + 1;
        }

        if (text.Length == 36 && Guid.TryParseExact(text, "D", out var uuid) && uuid.ToString("D") == text)
        {
            bytes[0] = Uuid;
            uuid.TryWriteBytes(bytes[1..], bigEndian: true, out _);
            return 17;
        }

        if (text.Length >= 4 && text.Length % 2 == 0)
        {
            var lower = !text.AsSpan().ContainsAnyExcept(HexDigitsLower);
            if (lower || !text.AsSpan().ContainsAnyExcept(HexDigitsUpper))
            {
                bytes[0] = lower ? HexLower : HexUpper;
                Convert.FromHexString(text, bytes[1..], out _, out var written);
                return written + 1;
            }
        }

        bytes[0] = Text;
        return Encoding.UTF8.GetBytes(text, bytes[1..]) + 1;
    }

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[1..];
        switch (bytes[0])
        {
            case Text: return Encoding.UTF8.GetString(rest);
            case Uuid: return new Guid(rest, bigEndian: true).ToString("D");
            case HexLower: return Convert.ToHexStringLower(rest);
            case HexUpper: return Convert.ToHexString(rest);
            default:
                var value = 0UL;
                foreach (var b in rest) value = value << 8 | b;
                return value.ToString(CultureInfo.InvariantCulture).PadLeft(bytes[0] - Digits, '0');
        }
    }

    /// <summary>Network and signal in one small number.</summary>
    public static long? Link(TerminalState? state) => state is null or { Network: null, Signal: null } ? null
        : (state.Network is { } network ? (int)network + 1 : 0) * 7 + (state.Signal is { } signal ? signal + 1 : 0);

    public static (NetworkType? Network, int? Signal) Link(long link) =>
        (link / 7 is > 0 and var network ? (NetworkType)(network - 1) : null, link % 7 is > 0 and var signal ? (int)signal - 1 : null);

    /// <summary>Time before the transaction: twice the seconds where it is whole seconds, else twice the milliseconds and one.</summary>
    public static long? Since(DateTimeOffset at, DateTimeOffset? then)
    {
        if (then is not { } time) return null;
        var milliseconds = at.ToUnixTimeMilliseconds() - time.ToUnixTimeMilliseconds();
        return milliseconds % 1000 == 0 ? milliseconds / 1000 * 2 : milliseconds * 2 + 1;
    }

    public static DateTimeOffset Since(DateTimeOffset at, long since) =>
        since % 2 == 0 ? at.AddSeconds(-since / 2) : at.AddMilliseconds(-((since - 1) / 2));

    private static readonly SearchValues<char> HexDigitsLower = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> HexDigitsUpper = SearchValues.Create("0123456789ABCDEF");
}

/// <summary>What makes a row unique within its feed, as bytes: the feed's number, then the event id or the natural key.</summary>
internal static class EventKeys
{
    private const byte Natural = 0x70;

    public static byte[] Of(long feedNo, Transaction row, long terminalNo) => row.EventId is { } id ? Of(feedNo, id) : OfNatural(feedNo, row, terminalNo);

    public static byte[] Of(long feedNo, string eventId)
    {
        Span<byte> room = stackalloc byte[Domain.Ingest.IngestLimits.EventId * 4 + 32];
        var feed = WriteNumber(room, (ulong)feedNo);
        return room[..(feed + Packed.Write(eventId, room[feed..]))].ToArray();
    }

    /// <summary>Time first, so that a feed without ids appends too.</summary>
    private static byte[] OfNatural(long feedNo, Transaction row, long terminalNo)
    {
        Span<byte> room = stackalloc byte[160];
        var at = WriteNumber(room, (ulong)feedNo);
        room[at++] = Natural;
        BinaryPrimitives.WriteInt64BigEndian(room[at..], row.OccurredAt.ToUnixTimeMilliseconds());
        at += 8;
        at += WriteNumber(room[at..], (ulong)terminalNo);
        at += Packed.Write(row.Stan ?? "", room[at..]);
        at += Packed.Write(row.Rrn ?? "", room[at..]);
        return room[..at].ToArray();
    }

    /// <summary>Null where the key is a natural one.</summary>
    public static string? EventId(ReadOnlySpan<byte> key)
    {
        var rest = key[LengthOfNumber(key)..];
        return rest[0] == Natural ? null : Packed.Read(rest);
    }

    private static int WriteNumber(Span<byte> bytes, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7) bytes[at++] = (byte)(value | 0x80);
        bytes[at++] = (byte)value;
        return at;
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at] >= 0x80) at++;
        return at + 1;
    }
}

/// <summary>Five small things that most rows do not have, in one number: null where none is there.</summary>
internal static class Marks
{
    public static long? Of(Transaction row)
    {
        var packed = Number(row.AdviceCode) | Number(row.ChipCondition) << 7 | Number(row.ServiceCode) << 11
            | (row.CodeSource is { } source ? (long)source + 1 : 0) << 21 | (row.UnsentCount is { } unsent ? unsent + 1L : 0) << 24;
        return packed == 0 ? null : packed;
    }

    public static string? Advice(long marks) => Text(marks & 0x7f, "D2");
    public static string? ChipCondition(long marks) => Text(marks >> 7 & 0xf, "D1");
    public static string? ServiceCode(long marks) => Text(marks >> 11 & 0x3ff, "D3");
    public static CodeSource? Source(long marks) => (marks >> 21 & 0x7) is > 0 and var source ? (CodeSource)(source - 1) : null;
    public static int? Unsent(long marks) => (marks >> 24) is > 0 and var unsent ? (int)(unsent - 1) : null;

    private static long Number(string? digits) => digits is null ? 0 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) + 1;

    private static string? Text(long number, string form) => number == 0 ? null : (number - 1).ToString(form, CultureInfo.InvariantCulture);
}
