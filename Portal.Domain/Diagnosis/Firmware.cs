namespace Portal.Domain.Diagnosis;

/// <summary>Compares firmware versions as makers write them: "2.10.3", "V2.9", "A930_2.10". Runs of digits count as numbers, the rest is skipped.</summary>
public static class Firmware
{
    public static bool IsOlder(string version, string than)
    {
        var (own, other) = (Numbers(version), Numbers(than));
        for (var i = 0; i < Math.Max(own.Count, other.Count); i++)
        {
            var (a, b) = (own.ElementAtOrDefault(i), other.ElementAtOrDefault(i));
            if (a != b) return a < b;
        }

        return false;
    }

    private static List<long> Numbers(string version)
    {
        var numbers = new List<long>();
        var inNumber = false;
        foreach (var c in version)
        {
            if (!char.IsAsciiDigit(c)) { inNumber = false; continue; }
            if (!inNumber) numbers.Add(0);
            inNumber = true;
            numbers[^1] = Math.Min(numbers[^1] * 10 + (c - '0'), int.MaxValue);
        }

        return numbers;
    }
}
