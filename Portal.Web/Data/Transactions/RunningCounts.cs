using System.Data.Common;
using System.Runtime.InteropServices;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// The counts of one batch, written in its transaction. What a row counts for follows from the row as it is stored, so that repeats count nothing, an update
/// takes back what the row counted for before, and every order of arrival ends in the same counts.
/// </summary>
internal sealed class RunningCounts
{
    private const string AddSql =
        "INSERT INTO traffic_counts (key, count) VALUES (@p0, @p1) ON CONFLICT (key) DO UPDATE SET count = traffic_counts.count + excluded.count";

    private const string MarkSql = "INSERT INTO terminal_days (key, days) VALUES (@p0, @p1) ON CONFLICT (key) DO UPDATE SET days = terminal_days.days | excluded.days";

    /// <summary>More days of terminals than this are not remembered; they are only marked once more.</summary>
    private const int MostRemembered = 1_000_000;

    private readonly Dictionary<long, long> changes = [];
    private readonly Dictionary<long, long> marks = [];
    private readonly HashSet<long> marked = [];

    /// <summary>What decides what a row counts for.</summary>
    public readonly record struct Row(long Type, long Outcome, long OccurredAt, long TerminalNo, string? Code, long? SchemeNo, long? IssuerNo, long? CardFirst6)
    {
        public static Row Of(RowValues values) => new(
            values.Numbers[4]!.Value, values.Numbers[5]!.Value, values.Numbers[1]!.Value, values.Numbers[2]!.Value, values.Texts[8],
            values.Numbers[9], values.Numbers[18], values.Numbers[11]);

        /// <param name="row">Read with <see cref="TransactionColumns.Names"/>.</param>
        public static Row Of(DbDataReader row) => new(
            row.GetInt64(4), row.GetInt64(5), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(9) ? null : row.GetString(9),
            Number(row, 10), Number(row, 19), Number(row, 12));

        private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    }

    public void Add(in Row row) => Count(row, 1);

    public void TakeBack(in Row row) => Count(row, -1);

    private void Count(in Row row, long by)
    {
        if (!IsMoney(row.Type)) return;
        var (slot, day) = (CountKeys.Slot(row.OccurredAt), CountKeys.Day(row.OccurredAt / CountKeys.DayMilliseconds));
        var (bank, scheme) = (CountKeys.Bank(row.IssuerNo, row.CardFirst6), CountKeys.Scheme(row.SchemeNo));
        Change(slot, CountKeys.Attempts);
        Change(day, CountKeys.Attempts);

        if (row.Outcome is (long)Outcome.Approved)
        {
            if (by > 0 && row.Type != (long)TransactionType.Void) Mark(row);
            return;
        }

        if (row.Outcome is not ((long)Outcome.Declined or (long)Outcome.Unknown)) return;
        if (row.Code is { } code) Change(day, CountKeys.Code(code));
        if (Unanswered.Is((Outcome)row.Outcome, row.Code)) Change(day, CountKeys.Unanswered);

        void Change(long time, long what)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(changes, CountKeys.Of(time, scheme, what), out _) += by;
            if (bank != 0) CollectionsMarshal.GetValueRefOrAddDefault(changes, CountKeys.Of(time, bank, what), out _) += by;
        }
    }

    /// <summary>An approval never stops being one, so the day is only ever marked.</summary>
    private void Mark(in Row row)
    {
        var day = row.OccurredAt / CountKeys.DayMilliseconds;
        if (!marked.Add(day << 40 | row.TerminalNo)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(marks, CountKeys.Period(day / CountKeys.DaysOfPeriod, row.TerminalNo), out _) |= 1L << (int)(day % CountKeys.DaysOfPeriod);
    }

    public void Write(Writing writing)
    {
        foreach (var (key, by) in changes.OrderBy(c => c.Key))
            if (by != 0) writing.Do(AddSql, key, by);
        foreach (var (key, days) in marks.OrderBy(m => m.Key)) writing.Do(MarkSql, key, days);
        changes.Clear();
        marks.Clear();
        if (marked.Count > MostRemembered) marked.Clear();
    }

    /// <summary>After a rollback nothing of it counts.</summary>
    public void Forget()
    {
        changes.Clear();
        marks.Clear();
        marked.Clear();
    }

    private static bool IsMoney(long type) => (TransactionType)type is
        TransactionType.Sale or TransactionType.Void or TransactionType.Refund or TransactionType.Preauth or TransactionType.PreauthCompletion;
}
