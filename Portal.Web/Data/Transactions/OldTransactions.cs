using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Data.Transactions;

/// <summary>Transactions past their time, whole days at once (the index begins with the day). The newest row always stays: ids rise from it and never come twice.</summary>
public static class OldTransactions
{
    private const long DayMilliseconds = 86_400_000;

    public static IQueryable<TransactionRow> Before(PortalDb db, DateTimeOffset before)
    {
        var day = before.ToUnixTimeMilliseconds() / DayMilliseconds;
        return db.Set<TransactionRow>().Where(t => t.Day < day && t.Id < db.Set<TransactionRow>().Max(x => x.Id));
    }

    public static IQueryable<RejectedRow> RefusedBefore(PortalDb db, DateTimeOffset before)
    {
        var at = before.ToUnixTimeMilliseconds();
        return db.Set<RejectedRow>().Where(r => r.At < at);
    }
}
