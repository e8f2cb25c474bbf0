namespace Portal.Domain.Common;

/// <summary>
/// Something expected that went wrong. <see cref="Code"/> is stable, is what the API answers, and is the key of the text shown to people;
/// <see cref="Args"/> fill the blanks of that text; <see cref="Field"/> names the input it is about, if one.
/// </summary>
public sealed record Problem(string Code, params object[] Args)
{
    public string? Field { get; init; }

    /// <summary>Also the answer to what exists but belongs to another merchant.</summary>
    public static readonly Problem NotFound = new("not-found");

    /// <summary>Someone else changed it first; load it again.</summary>
    public static readonly Problem Stale = new("stale");

    public Problem For(string field) => this with { Field = field };

    public bool Equals(Problem? other) => other is not null && Code == other.Code && Field == other.Field && Args.SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Code, Field);
}
