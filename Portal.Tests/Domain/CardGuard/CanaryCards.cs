using Portal.Domain.Common;

namespace Portal.Tests.Domain.CardGuard;

/// <summary>Card numbers that are nobody's, always the same ones: every brand and length a feed or a person may come up with.</summary>
public static class CanaryCards
{
    private static readonly (string Prefix, int Length)[] Brands =
    [
        ("62", 16), ("62", 19), ("6222", 19), ("621", 18), ("62", 17), ("4", 16), ("4", 13), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15),
        ("36", 14), ("3528", 16), ("6011", 16), ("65", 16), ("50", 16), ("81", 16), ("9558", 19), ("60", 18),
    ];

    public static List<string> Make(int count, int seed = 20261127)
    {
        var random = new Random(seed);
        var made = new HashSet<string>(count);
        while (made.Count < count)
        {
            var (prefix, length) = Brands[random.Next(Brands.Length)];
            var digits = prefix + string.Concat(Enumerable.Range(0, length - prefix.Length - 1).Select(_ => random.Next(10)));
            for (var check = 0; check <= 9; check++)
                if (CardNumbers.IsCardNumber(digits + check)) made.Add(digits + check);
        }

        return [.. made];
    }
}
