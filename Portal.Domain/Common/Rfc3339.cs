namespace Portal.Domain.Common;

/// <summary>Times as the feed and the API write them: "2026-11-23T14:05:00+08:00". Read by hand because a file has millions of them.</summary>
public static class Rfc3339
{
    /// <summary>Null where the text is not a date, time and offset that exist. Finer parts than a millisecond are cut off.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':') return null;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)) return null;
        if (!Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second)) return null;
        if (year is < 1990 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return null;

        var rest = text[19..];
        var milliseconds = 0;
        if (rest[0] == '.')
        {
            var length = 1;
            for (var scale = 100; length < rest.Length && char.IsAsciiDigit(rest[length]); length++, scale /= 10) milliseconds += (rest[length] - '0') * scale;
            if (length == 1 || length > 10) return null;
            rest = rest[length..];
        }

        if (OffsetMinutes(rest) is not { } offset) return null;
        // A leap second is told as the last millisecond it can be.
        var time = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), second == 60 ? 999 : milliseconds, DateTimeKind.Unspecified);
        return new DateTimeOffset(time.Ticks, TimeSpan.FromMinutes(offset));
    }

    /// <summary>With milliseconds only where there are some.</summary>
    public static string Write(DateTimeOffset time) => time.ToString(
        time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);

    private static int? OffsetMinutes(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z") return 0;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return null;
        if (!Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes) || hours > 14 || minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
        return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static bool Number(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (c - '0');
        }

        return true;
    }
}
