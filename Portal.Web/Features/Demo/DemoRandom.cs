namespace Portal.Web.Features.Demo;

/// <summary>SplitMix64: the same seed gives the same numbers on every machine and every version, which System.Random does not promise.</summary>
public sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    /// <summary>The same number for the same key, whatever was drawn before.</summary>
    public static ulong Mix(ulong key)
    {
        key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
        key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
        return key ^ (key >> 31);
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>Bell-shaped, mean 0, deviation about 1 (sum of twelve).</summary>
    public double Bell()
    {
        var sum = 0.0;
        for (var i = 0; i < 12; i++) sum += Fraction();
        return sum - 6;
    }

    public T Weighted<T>(IReadOnlyList<(T Value, double Weight)> choices, double total)
    {
        var at = Fraction() * total;
        foreach (var (value, weight) in choices)
            if ((at -= weight) < 0) return value;
        return choices[^1].Value;
    }
}
