using System.Text;
using System.Text.Json;

namespace Portal.Domain.Ingest;

/// <summary>Fills a <see cref="FeedRow"/> from one JSON object. Rows of a feed name their fields in the same order, so the next name is guessed first.</summary>
/// <param name="repeated">For files: keeps what comes again.</param>
public sealed class JsonRowReader(RepeatedTexts? repeated = null)
{
    private static readonly byte[][] Names = FeedFields.Names.Select(n => Encoding.UTF8.GetBytes(n.StartsWith(TerminalPrefix, StringComparison.Ordinal) ? n[TerminalPrefix.Length..] : n)).ToArray();
    private const string TerminalPrefix = "terminal.";
    private const int FirstOfTerminal = (int)FeedField.TerminalSerial;

    private readonly int[] guesses = new int[FeedFields.Count + 8];
    private readonly Dictionary<string, long> unknown = new(StringComparer.Ordinal);
    private int step;
    private ulong seen;

    /// <summary>Names the portal does not know and how often they came; reported once at the end.</summary>
    public IReadOnlyDictionary<string, long> UnknownFields => unknown;

    /// <summary>The error code, or null where the row was filled. The reader stands before or on the object's start; afterwards on its end.</summary>
    public RowError? Read(ref Utf8JsonReader json, FeedRow row)
    {
        step = 0;
        seen = 0;
        if (json.TokenType != JsonTokenType.StartObject && (!json.Read() || json.TokenType != JsonTokenType.StartObject))
            return new RowError(row.Line, "", RowErrors.NotJson);
        return ReadObject(ref json, row, 0, FirstOfTerminal);
    }

    /// <summary>One line of NDJSON.</summary>
    public RowError? Read(ReadOnlySpan<byte> line, FeedRow row)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            var error = Read(ref json, row);
            if (error is null && json.Read()) return new RowError(row.Line, "", RowErrors.NotJson);
            return error;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new RowError(row.Line, "", RowErrors.NotJson);
        }
    }

    private RowError? ReadObject(ref Utf8JsonReader json, FeedRow row, int first, int end)
    {
        RowError? error = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (first == 0 && json.ValueTextEquals("terminal"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.StartObject) error ??= ReadObject(ref json, row, FirstOfTerminal, FeedFields.Count);
                else if (json.TokenType != JsonTokenType.Null)
                {
                    error ??= new RowError(row.Line, "terminal", RowErrors.Form);
                    json.Skip();
                }

                continue;
            }

            var field = Find(ref json, first, end);
            if (field < 0)
            {
                CountUnknown((first == 0 ? "" : TerminalPrefix) + json.GetString());
                json.Read();
                json.Skip();
                continue;
            }

            var bit = 1UL << field;
            if ((seen & bit) != 0) error ??= new RowError(row.Line, FeedFields.Names[field], RowErrors.DuplicateField);
            seen |= bit;
            json.Read();
            error ??= ReadValue(ref json, row, (FeedField)field);
        }

        return error;
    }

    private RowError? ReadValue(ref Utf8JsonReader json, FeedRow row, FeedField field)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                row[field] = (IsRepeated(field) && !json.ValueIsEscaped ? repeated?.Of(json.ValueSpan) : null) ?? json.GetString();
                return null;
            case JsonTokenType.Number:
                row[field] = Encoding.UTF8.GetString(json.ValueSpan);
                return null;
            case JsonTokenType.True:
                row[field] = "true";
                return null;
            case JsonTokenType.False:
                row[field] = "false";
                return null;
            case JsonTokenType.Null:
                return null;
            default:
                json.Skip();
                return new RowError(row.Line, FeedFields.Name(field), RowErrors.Form);
        }
    }

    /// <summary>Not what is another in every row.</summary>
    private static bool IsRepeated(FeedField field) => field is not (FeedField.EventId or FeedField.OccurredAt or FeedField.Amount or FeedField.Card or FeedField.CardToken
        or FeedField.Stan or FeedField.Rrn or FeedField.AuthCode or FeedField.OriginalEventId);

    private int Find(ref Utf8JsonReader json, int first, int end)
    {
        var at = Math.Min(step++, guesses.Length - 1);
        var guess = guesses[at];
        if (guess >= first && guess < end && json.ValueTextEquals(Names[guess])) return guess;
        for (var i = first; i < end; i++)
            if (json.ValueTextEquals(Names[i])) return guesses[at] = i;
        return -1;
    }

    /// <summary>Names come from outside: a card number is not repeated, nor is an endless list kept.</summary>
    private void CountUnknown(string name)
    {
        var shown = name.Length > 40 || Common.CardNumbers.Contains(name) ? "…" : name;
        if (unknown.TryGetValue(shown, out var count)) unknown[shown] = count + 1;
        else if (unknown.Count < 50) unknown[shown] = 1;
    }
}
