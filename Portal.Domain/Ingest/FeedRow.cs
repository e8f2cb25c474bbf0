namespace Portal.Domain.Ingest;

/// <summary>The texts of one row before anybody has judged them. One object is filled again for every row of a file.</summary>
public sealed class FeedRow
{
    private readonly string?[] texts = new string?[FeedFields.Count];

    /// <summary>Where in the file: the first row of NDJSON is 1, the first data row of CSV follows its header.</summary>
    public int Line { get; set; }

    /// <summary>Null where the feed sent nothing, or an empty text.</summary>
    public string? this[FeedField field]
    {
        get => texts[(int)field];
        set => texts[(int)field] = string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>A free text held card data and was masked while it was read.</summary>
    public bool WasMasked { get; internal set; }

    public void Clear(int line)
    {
        Array.Clear(texts);
        WasMasked = false;
        Line = line;
    }
}

/// <summary>Why a row was refused. The code is stable and the key of the text shown to people; it never quotes what the row said.</summary>
/// <param name="Field">As named in the feed; empty where the row as a whole is meant.</param>
public sealed record RowError(int Line, string Field, string Code)
{
    /// <summary>A card number was in it: nothing of the row may be kept.</summary>
    public bool HoldsCardNumber => Code == RowErrors.CardNumber;
}

/// <summary>Every code a row may be refused with.</summary>
public static class RowErrors
{
    public const string Missing = "missing";
    public const string Form = "form";
    public const string TooLong = "too-long";
    public const string UnknownValue = "unknown-value";
    public const string CardNumber = "card-number";
    public const string Conflict = "conflict";
    public const string NotJson = "not-json";
    public const string DuplicateField = "duplicate-field";
    public const string RowTooLong = "row-too-long";
    public const string Ragged = "ragged";
    public const string OtherMerchant = "other-merchant";

    public static readonly IReadOnlyList<string> All =
        [Missing, Form, TooLong, UnknownValue, CardNumber, Conflict, NotJson, DuplicateField, RowTooLong, Ragged, OtherMerchant];
}
