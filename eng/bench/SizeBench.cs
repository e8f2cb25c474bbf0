namespace Portal.Bench;

/// <summary>Everything the transactions need on disk: table, indexes, names.</summary>
internal static class SizeBench
{
    public static void Run(BenchDatabase database, Results results)
    {
        database.Number("PRAGMA wal_checkpoint(TRUNCATE)");
        var pages = database.Number("PRAGMA page_count") - database.Number("PRAGMA freelist_count");
        var bytes = pages * database.Number("PRAGMA page_size");
        results.AtMost("bytes on disk a transaction, everything included", (double)bytes / database.Number("SELECT count(*) FROM transactions"), 160, "bytes");
    }
}
