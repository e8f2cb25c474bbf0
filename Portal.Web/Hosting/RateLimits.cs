using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Portal.Web.Hosting;

/// <summary>So many within so many seconds.</summary>
public sealed class Rate
{
    [Range(1, 1_000_000)]
    public int Permits { get; set; }

    [Range(1, 24 * 3600)]
    public int Seconds { get; set; }

    public override string ToString() => $"{Permits} in {Seconds} s";
}

/// <summary>
/// How often who may do what: the one table of it, one property a rule, changed by RateLimits:Name:Permits and :Seconds. Counted in the memory of each process; with
/// several nodes each counts for itself. docs/operations.md shows it to the operator, and a test keeps the two alike.
/// </summary>
public sealed class RateLimitOptions : IValidatableObject
{
    public const string Section = "RateLimits";

    /// <summary>Off only for tests and scanners; refused in Production.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Pages opened without signing in, by address.</summary>
    public Rate StrangerPages { get; set; } = new() { Permits = 300, Seconds = 60 };

    /// <summary>Forms sent without signing in, by address; wrong passwords have their own, stricter count.</summary>
    public Rate StrangerForms { get; set; } = new() { Permits = 60, Seconds = 60 };

    /// <summary>Links of customer cards opened, by address.</summary>
    public Rate CustomerCards { get; set; } = new() { Permits = 60, Seconds = 60 };

    /// <summary>Reset forms sent, by address.</summary>
    public Rate ResetForms { get; set; } = new() { Permits = 10, Seconds = 3600 };

    /// <summary>Pages opened, by person.</summary>
    public Rate Pages { get; set; } = new() { Permits = 600, Seconds = 60 };

    /// <summary>Forms sent, by person.</summary>
    public Rate Forms { get; set; } = new() { Permits = 120, Seconds = 60 };

    /// <summary>Searches (transactions, help, codes), by person.</summary>
    public Rate Searches { get; set; } = new() { Permits = 60, Seconds = 60 };

    /// <summary>Photos sent, by person.</summary>
    public Rate Uploads { get; set; } = new() { Permits = 30, Seconds = 3600 };

    /// <summary>Photos sent over a day, by person.</summary>
    public Rate UploadsADay { get; set; } = new() { Permits = 150, Seconds = 24 * 3600 };

    /// <summary>Calls of the API from one address, whatever their key.</summary>
    public Rate ApiCalls { get; set; } = new() { Permits = 3_000, Seconds = 60 };

    /// <summary>Reports of the content policy, by address.</summary>
    public Rate Reports { get; set; } = new() { Permits = 30, Seconds = 60 };

    /// <summary>Desk windows open at once: of one person, and from one address.</summary>
    [Range(1, 1_000)]
    public int CircuitsPerUser { get; set; } = 5;

    [Range(1, 10_000)]
    public int CircuitsPerAddress { get; set; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from property in typeof(RateLimitOptions).GetProperties()
        where property.PropertyType == typeof(Rate)
        let rate = (Rate)property.GetValue(this)!
        where rate.Permits is < 1 or > 1_000_000 || rate.Seconds is < 1 or > 24 * 3600
        select new ValidationResult("permits must be 1 to 1000000, seconds 1 to 86400", [property.Name]);
}

/// <summary>Counts, for each rule of <see cref="RateLimitOptions"/> and whoever it is about, in windows that begin with the first deed.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    /// <summary>More different counters than this are not kept: those that ran out go first, then all.</summary>
    private const int MostKept = 100_000;

    private readonly ConcurrentDictionary<(string Rule, string Who), Window> windows = new();

    public RateLimitOptions Options => options.Value;

    /// <param name="rule">Name of the property, <c>nameof(RateLimitOptions.Searches)</c>.</param>
    /// <returns>How long to wait; null where it is allowed.</returns>
    public TimeSpan? Take(string rule, Rate rate, string who, int permits = 1)
    {
        if (!Options.Enabled) return null;

        var now = clock.GetUtcNow();
        var length = TimeSpan.FromSeconds(rate.Seconds);
        if (windows.Count > MostKept) Forget(now);
        var window = windows.GetOrAdd((rule, who), _ => new Window());
        lock (window)
        {
            if (now >= window.Ends) (window.Ends, window.Taken) = (now + length, 0);
            if (window.Taken + permits > rate.Permits) return window.Ends - now;
            window.Taken += permits;
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, window) in windows)
            if (window.Ends <= now) windows.TryRemove(key, out _);
        if (windows.Count > MostKept) windows.Clear();
    }

    /// <summary>An address as it is counted: of IPv6 the network one household or shop has.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private sealed class Window
    {
        public DateTimeOffset Ends { get; set; }
        public int Taken { get; set; }
    }
}
