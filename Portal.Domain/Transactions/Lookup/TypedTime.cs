using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Domain.Transactions.Lookup;

/// <summary>
/// A time as typed. A clock time that comes twice a day when clocks go back has two instants; a whole day has none, only its ends.
/// </summary>
/// <param name="Instants">What was meant, most likely first; empty for a whole day.</param>
public sealed record TimeMeant(IReadOnlyList<DateTimeOffset> Instants, DateTimeOffset From, DateTimeOffset To)
{
    public static TimeMeant Around(IReadOnlyList<DateTimeOffset> instants, TimeSpan halfWidth) =>
        new(instants, instants.Min() - halfWidth, instants.Max() + halfWidth);
}

/// <summary>Reads "2026-11-23T14:05", "14:05", "now", "10 分钟前", "an hour ago", "昨天 14:05", "下午2点半" in the store's time zone.</summary>
internal static partial class TypedTime
{
    /// <summary>A clock time this far ahead is the terminal's clock running fast; further ahead it was yesterday.</summary>
    private static readonly TimeSpan FastClock = TimeSpan.FromMinutes(Limits.ClockDriftMinutes);

    /// <param name="plain">Through <see cref="TypedText.Plain"/>.</param>
    public static TimeMeant? Read(string plain, TimeZoneInfo zone, DateTimeOffset now, TimeSpan halfWidth)
    {
        var text = plain.Replace('，', ' ').Replace('。', ' ').Trim().ToLowerInvariant();
        if (Now().IsMatch(text)) return TimeMeant.Around([now], halfWidth);
        if (Ago().Match(text) is { Success: true } ago) return SpanOf(ago) is { } span ? TimeMeant.Around([now - span], halfWidth) : null;
        if (Iso().Match(text) is { Success: true } iso) return OfDate(iso, zone, now, halfWidth);
        return Clock().Match(text) is { Success: true } clock ? OfClock(clock, zone, now, halfWidth) : null;
    }

    private static TimeSpan? SpanOf(Match ago)
    {
        var half = ago.Groups["half"].Success;
        var count = ago.Groups["n"].Value switch
        {
            "" => 0m,
            "a" or "an" or "one" or "一" => 1m,
            "two" or "两" or "二" => 2m,
            "three" or "三" => 3m,
            "five" or "五" => 5m,
            "十" or "ten" => 10m,
            "half a" or "half an" or "半" => 0.5m,
            "几" or "a few" => 5m,
            var digits => decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : -1m,
        };
        if (half) count += 0.5m;
        if (count < 0) return null;
        var minutes = ago.Groups["unit"].Value switch
        {
            ['s', ..] or "秒" or "秒钟" => count / 60,
            ['h', ..] or "小时" or "钟头" => count * 60,
            ['d', ..] or "天" => count * 60 * 24,
            "刻钟" => count * 15,
            _ => count,
        };
        return minutes > 60 * 24 * 400 ? null : TimeSpan.FromMinutes((double)minutes);
    }

    private static TimeMeant? OfDate(Match iso, TimeZoneInfo zone, DateTimeOffset now, TimeSpan halfWidth)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var year = iso.Groups["y"].Success ? Number(iso, "y") : local.Year;
        if (DateOf(year, Number(iso, "mo"), Number(iso, "d")) is not { } day) return null;
        if (!iso.Groups["y"].Success && day > DateOnly.FromDateTime(local.DateTime).AddDays(1)) day = day.AddYears(-1);
        if (!iso.Groups["h"].Success) return WholeDay(day, zone);
        if (TimeOf(iso) is not { } time) return null;

        if (!iso.Groups["off"].Success) return TimeMeant.Around(Instants(day.ToDateTime(time), zone, now), halfWidth);
        // A plus sign in an address arrives as a blank.
        var offset = iso.Groups["off"].Value.Replace(' ', '+');
        if (offset is not "z" && offset.Length == 5) offset = offset.Insert(3, ":");
        return Rfc3339.Parse($"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}{offset}") is { } exact
            ? TimeMeant.Around([exact.ToUniversalTime()], halfWidth)
            : null;
    }

    private static TimeMeant? OfClock(Match clock, TimeZoneInfo zone, DateTimeOffset now, TimeSpan halfWidth)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var today = DateOnly.FromDateTime(local.DateTime);
        var word = clock.Groups["day"].Value;
        int? back = word switch { "" => null, "today" or "今天" or "今日" => 0, "昨天" or "昨日" or "yesterday" => 1, _ => 2 };
        if (!clock.Groups["h"].Success) return back is { } days && !clock.Groups["part"].Success ? WholeDay(today.AddDays(-days), zone) : null;
        if (TimeOf(clock) is not { } time) return null;

        if (back is { } b) return TimeMeant.Around(Instants(today.AddDays(-b).ToDateTime(time), zone, now), halfWidth);
        var meant = Instants(today.ToDateTime(time), zone, now);
        if (meant.Min() > now + FastClock) meant = Instants(today.AddDays(-1).ToDateTime(time), zone, now);
        return TimeMeant.Around(meant, halfWidth);
    }

    /// <summary>Both instants of an hour that comes twice, the later one that is not in the future first; a skipped hour is taken as if clocks had not changed.</summary>
    private static IReadOnlyList<DateTimeOffset> Instants(DateTime local, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (zone.IsInvalidTime(local)) return [new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime()];
        if (!zone.IsAmbiguousTime(local)) return [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
        return [.. zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime())
            .OrderBy(instant => instant > now).ThenByDescending(instant => instant)];
    }

    private static TimeMeant WholeDay(DateOnly day, TimeZoneInfo zone)
    {
        var from = StartOf(day, zone);
        return new([], from, StartOf(day.AddDays(1), zone) - TimeSpan.FromMilliseconds(1));
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    private static TimeOnly? TimeOf(Match match)
    {
        var hour = Number(match, "h");
        var minute = match.Groups["halfpast"].Success ? 30 : match.Groups["quarter"].Success ? 15 : match.Groups["mi"].Success ? Number(match, "mi") : 0;
        var second = match.Groups["s"].Success ? Number(match, "s") : 0;
        var part = match.Groups["part"].Success ? match.Groups["part"].Value : match.Groups["ampm"].Value.Replace(".", "", StringComparison.Ordinal);
        if (part is "下午" or "晚上" or "傍晚" or "pm" && hour < 12) hour += 12;
        if (part is "中午" && hour is >= 1 and <= 3) hour += 12;
        if (part is "am" or "凌晨" or "上午" or "早上" && hour == 12) hour = 0;
        return hour > 23 || minute > 59 || second > 59 ? null : new TimeOnly(hour, minute, second);
    }

    private static DateOnly? DateOf(int year, int month, int day) =>
        year is >= 1990 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:now|just now|right now|刚刚|刚才|刚|现在|方才)$", RegexOptions.CultureInvariant)]
    private static partial Regex Now();

    [GeneratedRegex(@"^(?:about |around |大约|大概|约)?(?<n>half an?|a few|an?|one|two|three|five|ten|[0-9]{1,4}(?:\.[0-9])?|半|几|一|两|二|三|五|十)? ?个?(?<half>半)? ?(?<unit>seconds?|secs?|s|minutes?|mins?|min|m|hours?|hrs?|hr|h|days?|d|秒钟?|分钟?|小时|钟头|刻钟|天) ?(?:ago|before|之前|以前|前)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();

    [GeneratedRegex(@"^(?:(?<y>[0-9]{4})[-/.年] ?)?(?<mo>[0-9]{1,2})[-/.月] ?(?<d>[0-9]{1,2})(?:日|号)?(?:[t ]{0,2}(?<part>上午|下午|晚上|早上|中午|凌晨|傍晚)? ?(?<h>[0-9]{1,2})(?::(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.[0-9]{1,9})?)?|点(?:(?<halfpast>半)|(?<mi>[0-9]{1,2})分?)?) ?(?<ampm>[ap]\.?m\.?)?(?<off>z|[-+ ][0-9]{2}:?[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<day>today|今天|今日|yesterday|昨天|昨日|前天)?(?: ?at)? ?(?:(?<part>上午|下午|晚上|早上|中午|凌晨|傍晚)? ?(?<h>[0-9]{1,2})(?::(?<mi>[0-9]{2})(?::(?<s>[0-9]{2}))?|点(?:(?<halfpast>半)|(?<quarter>一刻)|(?<mi>[0-9]{1,2})分?)?|(?= ?[ap]\.?m)) ?(?<ampm>[ap]\.?m\.?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
