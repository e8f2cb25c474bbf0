namespace Portal.Domain.Diagnosis;

/// <summary>Hours around the host's change of day; specific to the acquirer.</summary>
/// <param name="To">Not included; before <paramref name="From"/> where midnight lies between.</param>
public sealed record CutOver(TimeOnly From, TimeOnly To)
{
    public static readonly CutOver Usual = new(new(22, 30), new(0, 10));

    public bool Includes(TimeOnly local) => local.IsBetween(From, To);
}
