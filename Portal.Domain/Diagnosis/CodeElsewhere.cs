namespace Portal.Domain.Diagnosis;

/// <summary>What comparing with other merchants told.</summary>
public enum Frequency
{
    /// <summary>Nothing was compared: the sale did not fail.</summary>
    NotCompared,

    /// <summary>Too little traffic or too little history to tell, either way.</summary>
    TooLittle,

    /// <summary>No more of it than on other days.</summary>
    Usual,

    /// <summary>Far more of it than chance gives.</summary>
    Unusual,
}

/// <summary>The same failure at other merchants, in the minutes that show it most clearly.</summary>
/// <param name="Issuers">How many banks; 1 where one bank alone is behind it. Banks the feed does not name are not counted.</param>
public sealed record CodeElsewhere(int Declines, int Terminals, int Merchants, int Issuers)
{
    public static readonly CodeElsewhere NotCompared = new(0, 0, 0, 0) { Frequency = Frequency.NotCompared };

    public Frequency Frequency { get; init; } = Frequency.Unusual;

    public int Minutes { get; init; } = 30;

    /// <summary>How many would have been seen in those minutes on other days.</summary>
    public double Usual { get; init; }

    /// <summary>Counted was every failure without an answer (<see cref="Diagnosis.Unanswered"/>), not only this code.</summary>
    public bool AnyUnanswered { get; init; }

    /// <summary>Share of all attempts that end with this code on other days, 0 to 1; null where history does not tell.</summary>
    public double? UsualShare { get; init; }
}
