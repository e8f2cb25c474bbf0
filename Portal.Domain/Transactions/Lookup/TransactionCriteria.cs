using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Domain.Transactions.Lookup;

/// <summary>What a person knows of a transaction. Nothing is required; the more is known, the clearer the best match.</summary>
public sealed partial record TransactionCriteria
{
    private const int TerminalTextLength = 60;
    private const int MostMinutes = 24 * 60;
    private const int Recent = 24;

    /// <summary>Terminal number or what the shop calls it; null for every terminal one may see.</summary>
    public string? Terminal { get; init; }

    /// <summary>Null where no time was given: then the last 24 hours, newest first.</summary>
    public TimeMeant? At { get; init; }

    /// <summary>In whole units of whatever currency the transaction has.</summary>
    public decimal? Amount { get; init; }

    public string? Last4 { get; init; }

    /// <summary>Filters; everything else only ranks.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Searched from here …</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>… to here, both included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Half the width of the window around a time, as asked for.</summary>
    public int Minutes { get; init; } = Limits.LookupHalfWidthMinutes;

    /// <summary>
    /// Reads what was typed. Problems (one a field, their <see cref="Problem.Field"/> is the name of the input): lookup.card-number where a full
    /// card number was typed, which is never repeated; lookup.terminal, lookup.at, lookup.amount, lookup.last4, lookup.minutes, lookup.outcome.
    /// </summary>
    /// <param name="zone">The store's; times without an offset are told in it.</param>
    public static Read Parse(Typed typed, TimeZoneInfo zone, DateTimeOffset now)
    {
        var problems = new List<Problem>();
        var terminal = Field("terminal", typed.Terminal, TerminalOf);
        var minutes = typed.Minutes is null ? Limits.LookupHalfWidthMinutes : FieldValue("minutes", typed.Minutes, MinutesOf) ?? Limits.LookupHalfWidthMinutes;
        var at = Field("at", typed.At, text => TypedTime.Read(text, zone, now, TimeSpan.FromMinutes(minutes)));
        var amount = FieldValue("amount", typed.Amount, TypedAmount.Read);
        var last4 = Field("last4", typed.Last4, Last4Of);
        var outcome = FieldValue("outcome", typed.Outcome, text => TransactionWords.OutcomeOf(text.ToLowerInvariant()));

        return new(new TransactionCriteria
        {
            Terminal = terminal,
            At = at,
            Amount = amount,
            Last4 = last4,
            Outcome = outcome,
            Minutes = minutes,
            From = at?.From ?? now.AddHours(-Recent),
            To = at?.To ?? now.AddMinutes(Limits.ClockDriftMinutes),
        }, problems);

        T? Field<T>(string name, string? text, Func<string, T?> read) where T : class => Checked(name, text) is { } plain ? Kept(name, read(plain)) : null;

        T? FieldValue<T>(string name, string? text, Func<string, T?> read) where T : struct
        {
            if (Checked(name, text) is not { } plain) return null;
            var value = read(plain);
            if (value is null) problems.Add(new Problem("lookup." + name).For(name));
            return value;
        }

        T? Kept<T>(string name, T? value) where T : class
        {
            if (value is null) problems.Add(new Problem("lookup." + name).For(name));
            return value;
        }

        string? Checked(string name, string? text)
        {
            if (CardNumbers.Contains(text))
            {
                problems.Add(new Problem("lookup.card-number").For(name));
                return null;
            }

            return TypedText.Plain(text) is { Length: > 0 } plain ? plain : null;
        }
    }

    private static string? TerminalOf(string text) => text.Length <= TerminalTextLength ? text : null;

    private static int? MinutesOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= MostMinutes ? minutes : null;

    /// <summary>"1234", "尾号 1234", "**** 1234".</summary>
    private static string? Last4Of(string text) => Last4Shape().Match(text) is { Success: true } match ? match.Groups["d"].Value : null;

    [GeneratedRegex(@"^[^0-9]{0,12}(?<d>[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Last4Shape();

    /// <summary>The inputs as they came.</summary>
    public sealed record Typed(string? Terminal = null, string? At = null, string? Amount = null, string? Last4 = null, string? Minutes = null, string? Outcome = null)
    {
        /// <summary>Nothing was typed at all: show the empty form.</summary>
        public bool IsEmpty => string.IsNullOrWhiteSpace(Terminal + At + Amount + Last4 + Outcome);
    }

    /// <summary>Criteria of what could be read, and what could not.</summary>
    public sealed record Read(TransactionCriteria Criteria, IReadOnlyList<Problem> Problems)
    {
        public bool IsOk => Problems.Count == 0;

        public Problem? For(string field) => Problems.FirstOrDefault(p => p.Field == field);
    }
}
