using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;

namespace Portal.Web.Features.Privacy;

/// <summary>One kind of data and how what is past its time is found and taken away, a few rows at a time.</summary>
/// <param name="Name">Key of its texts, <c>Kind.&lt;name&gt;</c>, and of the report.</param>
/// <param name="Days">Of the options.</param>
/// <param name="Count">How many are past their time.</param>
/// <param name="Remove">Takes some away and says how many; 0 when there are none left.</param>
public sealed record RetentionKind(
    string Name, Func<RetentionOptions, int> Days, Func<PortalDb, DateTimeOffset, CancellationToken, Task<long>> Count,
    Func<PortalDb, DateTimeOffset, CancellationToken, Task<int>> Remove)
{
    /// <summary>So many rows in one transaction: others wait milliseconds for it.</summary>
    public const int AtOnce = 500;

    /// <summary>Rows nothing else hangs on.</summary>
    public static RetentionKind Of<T>(string name, Func<RetentionOptions, int> days, Func<PortalDb, DateTimeOffset, IQueryable<T>> old) where T : class => new(
        name, days,
        (db, before, cancel) => old(db, before).LongCountAsync(cancel),
        (db, before, cancel) => old(db, before).Take(AtOnce).ExecuteDeleteAsync(cancel));
}
