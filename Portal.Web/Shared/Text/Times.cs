using System.Globalization;

namespace Portal.Web.Shared.Text;

/// <summary>Times as people of a store read them: in the store's zone, short, with the day only where it is not today.</summary>
public static class Times
{
    public static TimeZoneInfo Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    public static DateTimeOffset In(DateTimeOffset instant, string zone) => TimeZoneInfo.ConvertTime(instant, Zone(zone));

    /// <summary>"14:05".</summary>
    public static string Clock(DateTimeOffset instant, string zone) => In(instant, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"14:05" today, "11-22 14:05" this year, "2025-11-22 14:05" before.</summary>
    public static string Short(DateTimeOffset instant, string zone, DateTimeOffset now)
    {
        var then = In(instant, zone);
        var today = In(now, zone);
        var form = then.Date == today.Date ? "HH:mm" : then.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
        return then.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>The day it is there: "2026-11-27".</summary>
    public static string Day(DateTimeOffset instant, string zone) => In(instant, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For the datetime attribute and exports: RFC 3339 with the store's offset.</summary>
    public static string Machine(DateTimeOffset instant, string zone) => In(instant, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
