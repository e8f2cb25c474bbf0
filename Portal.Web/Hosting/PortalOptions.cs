using System.ComponentModel.DataAnnotations;
using Portal.Web.Data;

namespace Portal.Web.Hosting;

public sealed class PortalOptions : IValidatableObject
{
    public const string Section = "Portal";

    /// <summary>Shown as the portal's name and as the sender of its mails; empty: "Merchant support" in the reader's language.</summary>
    public string Name { get; set; } = "";

    public string Hotline { get; set; } = "";

    /// <summary>Whom people ask about what is kept of them: a mail address, a telephone number or a sentence. Empty: the hotline.</summary>
    public string PrivacyContact { get; set; } = "";

    /// <summary>Address people reach the portal under; goes into links and the list of allowed hosts.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Where everything the portal writes lies; the folder of the database file unless set.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>How long after a sale an unanswered outcome may still be settled by the feed.</summary>
    [Range(0, 24 * 30)]
    public int FeedDelayHours { get; set; } = 24;

    /// <summary>How long after a sale its record arrives at the latest, as long as terminal and feed are online.</summary>
    [Range(1, 24 * 60)]
    public int RecordDelayMinutes { get; set; } = 15;

    /// <summary>After a fix: so many minutes of the shop's payments without an approval, and it is asked again whether it works.</summary>
    [Range(1, 24 * 60)]
    public int WorksAgainMinutes { get; set; } = 10;

    /// <summary>Around the host's change of day, in the store's time.</summary>
    public TimeOnly CutOverFrom { get; set; } = new(22, 30);

    public TimeOnly CutOverTo { get; set; } = new(0, 10);

    /// <summary>Addresses or networks of the proxies in front of the portal, separated by commas; only they are believed about where a request comes from.</summary>
    public string TrustedProxies { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hosting.TrustedProxies.Read(TrustedProxies) is null)
            yield return new ValidationResult("write addresses or networks separated by commas, like \"10.0.0.7, 10.1.0.0/16\".", [nameof(TrustedProxies)]);
    }
}

public enum DatabaseProvider { Sqlite, Postgres }

public sealed class DatabaseOptions : IValidatableObject
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Required(AllowEmptyStrings = false)]
    public string ConnectionString { get; set; } = "Data Source=data/portal.db";

    /// <summary>Whether a PostgreSQL on another machine may be reached without TLS whose certificate is checked.</summary>
    public bool AllowPlainConnection { get; set; }

    /// <summary>Off: the account that serves need not be able to change tables; <c>./run migrate</c> with another one does.</summary>
    public bool MigrateAtStart { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DatabaseProvider.Postgres && ServerConnection.Fault(ConnectionString, AllowPlainConnection) is { } fault)
            yield return new ValidationResult(fault, [nameof(ConnectionString)]);
    }
}

public sealed class DemoOptions
{
    public const string Section = "Demo";

    public bool Enabled { get; set; }
}
