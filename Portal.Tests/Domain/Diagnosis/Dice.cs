using CsCheck;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>Throws that were made beforehand: the same ones always tell the same story, and smaller ones a simpler one.</summary>
internal sealed class Dice(int[] throws)
{
    public const int Sides = 1_000;
    private int next;

    public static Gen<int[]> Thrown => Gen.Int[0, Sides - 1].Array[160];

    /// <summary>0 to sides - 1.</summary>
    public int Roll(int sides) => throws[next++ % throws.Length] * sides / Sides;

    public bool OneIn(int sides) => Roll(sides) == sides - 1;

    public int Between(int low, int high) => low + Roll(high - low + 1);

    public T Pick<T>(params T[] values) => values[Roll(values.Length)];
}
