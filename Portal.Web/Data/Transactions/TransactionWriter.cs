using System.Data;
using System.Data.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Transactions;

namespace Portal.Web.Data.Transactions;

/// <summary>One row to be written, with its line in the delivery.</summary>
public readonly record struct ArrivedRow(int Line, Transaction Transaction);

/// <summary>A row that was refused before it came here, with its masked text (null where it held a card number).</summary>
public readonly record struct RefusedRow(RowError Error, string? Text);

/// <summary>What became of one batch.</summary>
public sealed record WrittenBatch(int Accepted, int Duplicates, int Unassigned, IReadOnlyList<RowError> Conflicts);

/// <summary>
/// Writes the rows of one delivery, batch by batch, each batch one transaction that has been synced when <see cref="Write"/> returns. Only one batch
/// is written at a time, in this process (a gate) and beside others (BEGIN IMMEDIATE, an advisory lock).
/// </summary>
public sealed class TransactionWriter(DatabaseChoice choice, TimeProvider clock) : IDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    private const string PostgresLock = "SELECT pg_advisory_xact_lock(794210)";

    private readonly TransactionKeys keys = new();
    private readonly RunningCounts counts = new();
    private readonly RowValues values = new();
    private DbConnection? connection;
    private long deliveryNo;
    private long feedNo;
    private int keptRefusals;
    private bool isBulk;

    /// <summary>From so many rows in one batch on, all numbers are loaded at once.</summary>
    private const int WorthPreloading = 1_000;

    /// <summary>More refused rows than this of one delivery are counted, not kept.</summary>
    private const int MostRefusedKept = 10_000;

    /// <param name="source">"api" or "file".</param>
    public async Task<WrittenBatch> Write(string feed, string source, IReadOnlyList<ArrivedRow> rows, IReadOnlyList<RefusedRow> refused, CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        try
        {
            connection ??= await Open(cancel);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
            using var writing = new Writing(connection, transaction);
            try
            {
                if (!choice.IsSqlite) writing.Command(PostgresLock).ExecuteNonQuery();
                else if (rows.Count >= WorthPreloading) PrepareForMany(writing);
                var written = WriteBatch(writing, feed, source, rows, refused);
                await transaction.CommitAsync(cancel);
                return written;
            }
            catch
            {
                keys.Forget();
                counts.Forget();
                deliveryNo = 0;
                throw;
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>
    /// Batches of a file touch the same pages of the indexes again and again: more of them stay at hand, and they are copied from the log into the database
    /// once in several batches. <see cref="SqlitePragmas"/> take both back when the connection is opened by somebody else.
    /// </summary>
    private void PrepareForMany(Writing writing)
    {
        if (isBulk) return;
        isBulk = true;
        writing.Command("PRAGMA wal_autocheckpoint=10000; PRAGMA cache_size=-65536").ExecuteNonQuery();
    }

    private async Task<DbConnection> Open(CancellationToken cancel)
    {
        var opened = choice.Connection();
        await opened.OpenAsync(cancel);
        if (choice.IsSqlite) SqlitePragmas.Apply(opened);
        return opened;
    }

    private WrittenBatch WriteBatch(Writing writing, string feed, string source, IReadOnlyList<ArrivedRow> rows, IReadOnlyList<RefusedRow> refused)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (deliveryNo == 0) StartDelivery(writing, feed, source, now);
        if (rows.Count >= WorthPreloading) keys.Preload(writing);

        using var insert = RowInsert.For(connection!, writing.Transaction);
        var (accepted, duplicates, unassigned) = (0, 0, 0);
        var conflicts = new List<RowError>();
        var changes = new TerminalChanges();
        var nextId = (writing.Number("SELECT max(id) FROM transactions") ?? 0) + 1;
        var newest = 0L;

        foreach (var (line, row) in rows)
        {
            var (terminalNo, registered) = keys.Terminal(writing, row.MerchantNumber, row.TerminalNumber);
            Fill(writing, nextId, row, terminalNo);
            if (insert.Insert(values))
            {
                if (Merging.Settles(row)) Settle(writing, nextId, row);
                counts.Add(RunningCounts.Row.Of(values));
                nextId++;
                accepted++;
                if (!registered) unassigned++;
                newest = Math.Max(newest, values.Numbers[1]!.Value);
                changes.Touch(terminalNo, values.OriginalKey);
                continue;
            }

            var (id, stored, counted) = Stored(writing, row);
            switch (Merging.Of(stored, row))
            {
                case Merge.Duplicate:
                    duplicates++;
                    break;
                case Merge.Update:
                    Update(writing, id, row);
                    counts.TakeBack(counted);
                    counts.Add(RunningCounts.Row.Of(values));
                    accepted++;
                    if (!registered) unassigned++;
                    newest = Math.Max(newest, values.Numbers[1]!.Value);
                    changes.Touch(terminalNo, values.OriginalKey);
                    break;
                default:
                    conflicts.Add(new RowError(line, row.EventId is null ? "" : "event_id", RowErrors.Conflict));
                    break;
            }
        }

        counts.Write(writing);
        changes.Save(writing);
        KeepRefused(writing, refused.Concat(conflicts.Select(error => new RefusedRow(error, null))), now);
        writing.Do("UPDATE feeds SET received_at = @p0, data_until = CASE WHEN data_until < @p1 THEN @p1 ELSE data_until END WHERE no = @p2", now, newest, feedNo);
        return new(accepted, duplicates, unassigned, conflicts);
    }

    private void Fill(Writing writing, long id, Transaction row, long terminalNo) => values.Fill(
        id, row, terminalNo, deliveryNo, keys.Word(writing, row.Scheme), keys.Word(writing, row.Issuer), keys.State(writing, row.Terminal),
        EventKeys.Of(feedNo, row, terminalNo), row.OriginalEventId is { } original ? EventKeys.Of(feedNo, original) : null);

    private void StartDelivery(Writing writing, string feed, string source, long now)
    {
        if (writing.Number("SELECT no FROM feeds WHERE name = @p0", feed) is { } known)
        {
            feedNo = known;
        }
        else
        {
            feedNo = (writing.Number("SELECT max(no) FROM feeds") ?? 0) + 1;
            writing.Do("INSERT INTO feeds (no, name, received_at, data_until) VALUES (@p0, @p1, @p2, 0)", feedNo, feed, now);
        }

        deliveryNo = (writing.Number("SELECT max(no) FROM deliveries") ?? 0) + 1;
        writing.Do("INSERT INTO deliveries (no, feed_no, received_at, source) VALUES (@p0, @p1, @p2, @p3)", deliveryNo, feedNo, now, source);
        writing.Do("DELETE FROM rejected_rows WHERE at < @p0", now - Domain.Common.Limits.RejectedRowDays * 86_400_000L);
    }

    private (long Id, Transaction Stored, RunningCounts.Row Counted) Stored(Writing writing, Transaction row)
    {
        using var found = writing.Command($"SELECT {TransactionColumns.Names} FROM transactions WHERE event_key = @p0", values.EventKey).ExecuteReader();
        if (!found.Read()) throw new InvalidOperationException("A key that is taken can't be found.");
        var id = found.GetInt64(0);
        var terminal = TransactionColumns.TerminalNo(found);
        // Names come from the row itself where the numbers agree: nothing has to be looked up for an ordinary repeat.
        var stored = TransactionColumns.Read(found, new TransactionColumns.Known(
            terminal == values.Numbers[2] ? (row.MerchantNumber, row.TerminalNumber) : ("", ""),
            row.Feed, Same(found, 10, 9, row.Scheme), Same(found, 19, 18, row.Issuer), found.IsDBNull(20) ? null : found.GetInt64(20) == values.Numbers[19] ? row.Terminal : StateOther));
        return (id, stored, RunningCounts.Row.Of(found));
    }

    private string? Same(DbDataReader found, int column, int place, string? mine) =>
        found.IsDBNull(column) ? null : found.GetInt64(column) == values.Numbers[place] ? mine : "\0other";

    private static readonly TerminalState StateOther = new() { Serial = "\0other" };

    /// <summary>Everything the row says replaces what was stored; id, key, terminal and time stay.</summary>
    private void Update(Writing writing, long id, Transaction row)
    {
        writing.Do(
            "UPDATE transactions SET delivery_no = @p0, outcome = @p1, amount = @p2, currency = @p3, response_code = @p4, scheme_no = @p5, entry_mode = @p6, card_first6 = @p7, " +
            "card_last4 = @p8, card_token = @p9, stan = @p10, rrn = @p11, auth_code = @p12, batch = @p13, issuer_no = @p14, state_no = @p15, link = @p16, signed_on = @p17, " +
            "marks = @p18, original_key = @p19, host_text = @p20 WHERE id = @p21",
            values.Numbers[3], values.Numbers[5], values.Numbers[6], values.Numbers[7], values.Texts[8], values.Numbers[9], values.Numbers[10], values.Numbers[11],
            values.Numbers[12], values.Bytes[13], values.Numbers[14], values.Bytes[15], values.Bytes[16], values.Bytes[17], values.Numbers[18], values.Numbers[19],
            values.Numbers[20], values.Numbers[21], values.Numbers[22], values.Bytes[24], values.Texts[25], id);
        if (Merging.Settles(row)) Settle(writing, id, row);
    }

    /// <summary>Takes the original back, where it is here already; of several reversals the first one stays.</summary>
    private void Settle(Writing writing, long id, Transaction reversal)
    {
        writing.Do(
            "UPDATE transactions SET reversed_by = @p0 WHERE event_key = @p1 AND reversed_by IS NULL AND terminal_no IN " +
            "(SELECT other.no FROM terminal_keys own JOIN terminal_keys other ON other.merchant_no = own.merchant_no WHERE own.no = @p2)",
            id, EventKeys.Of(feedNo, reversal.OriginalEventId!), values.Numbers[2]);
    }

    private void KeepRefused(Writing writing, IEnumerable<RefusedRow> refused, long now)
    {
        foreach (var (error, text) in refused)
        {
            if (keptRefusals++ >= MostRefusedKept) return;
            writing.Do("INSERT INTO rejected_rows (delivery_no, at, line, field, code, text) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                deliveryNo, now, (long)error.Line, error.Field, error.Code, text);
        }
    }

    public void Dispose() => connection?.Dispose();
}
