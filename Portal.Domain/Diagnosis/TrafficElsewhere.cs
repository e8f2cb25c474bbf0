namespace Portal.Domain.Diagnosis;

/// <summary>A failed attempt at another merchant. Bank, merchant and terminal are numbers that only tell them apart; bank 0 is not known.</summary>
public readonly record struct FailureElsewhere(DateTimeOffset At, string? Code, long Bank, long Merchant, long Terminal);

/// <summary>Attempts of one past day, and how many of them failed.</summary>
public readonly record struct DayCount(long Attempts, long WithCode, long Unanswered);

/// <summary>From when to when every failure is listed.</summary>
public readonly record struct Listed(DateTimeOffset From, DateTimeOffset To);

/// <summary>What is needed to compare a failure with what happens elsewhere and what is usual. Its size is bounded whatever the traffic.</summary>
public sealed record TrafficElsewhere
{
    /// <summary>Number of the sale's bank, as in <see cref="FailureElsewhere.Bank"/>.</summary>
    public required long Bank { get; init; }

    /// <summary>How many other merchants there are at all.</summary>
    public required long Merchants { get; init; }

    /// <summary>Failures of the sale's scheme near it: with its code, and, where the sale was not answered, all unanswered ones.</summary>
    public required IReadOnlyList<FailureElsewhere> Failures { get; init; }

    public required Listed WithCode { get; init; }

    public required Listed Unanswered { get; init; }

    /// <summary>Attempts of the bank, and of the whole scheme, around the sale.</summary>
    public required SlotCounts BankAttempts { get; init; }

    public required SlotCounts Attempts { get; init; }

    /// <summary>The days before, of the bank and of the whole scheme; days without traffic left out.</summary>
    public required IReadOnlyList<DayCount> BankDays { get; init; }

    public required IReadOnlyList<DayCount> Days { get; init; }
}

/// <summary>Counts by slots of five minutes.</summary>
/// <param name="From">Start of the first slot.</param>
/// <param name="Until">Nothing later is known: a slot that has only begun counts for the part that has passed.</param>
public sealed record SlotCounts(DateTimeOffset From, IReadOnlyList<long> Counts, DateTimeOffset Until)
{
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    /// <summary>A slot that began only seconds ago is spread over at least this much.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    /// <summary>How many between two times, taking each slot as even.</summary>
    public double Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = 0.0;
        for (var i = 0; i < Counts.Count; i++)
        {
            var start = From + i * Slot;
            var end = Until < start + Slot ? Until : start + Slot;
            if (end < start + Least) end = start + Least;

            var common = (to < end ? to : end) - (from > start ? from : start);
            if (common > TimeSpan.Zero) sum += Counts[i] * (common / (end - start));
        }

        return sum;
    }
}
