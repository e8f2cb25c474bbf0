namespace Portal.Domain.Diagnosis;

/// <summary>How surprising a count is.</summary>
internal static class Chance
{
    /// <summary>
    /// Probability of seeing at least so many failures among <paramref name="attempts"/>, where <paramref name="failed"/> of <paramref name="of"/> failed
    /// before. The rate is not taken as known: the fewer attempts stand behind it, the less surprises (gamma-Poisson, that is negative binomial).
    /// </summary>
    /// <param name="failed">Above 0; need not be whole.</param>
    public static double AtLeast(int seen, double attempts, double failed, double of)
    {
        if (seen <= 0 || of <= 0) return 1;
        if (attempts <= 0) return 0;

        // log P(k) grows from P(0) = p^failed by q (k + failed) / (k + 1).
        var (p, q) = (of / (of + attempts), attempts / (of + attempts));
        var logarithm = failed * Math.Log(p);
        for (var k = 0; k < seen; k++) logarithm += Math.Log(q * (k + failed) / (k + 1));

        var (term, sum) = (Math.Exp(logarithm), 0.0);
        for (var k = seen; ; k++)
        {
            sum += term;
            var ratio = q * (k + failed) / (k + 1);
            term *= ratio;
            if (term <= sum * 1e-12 && ratio < 1 || k > seen + 1_000_000) return Math.Min(1, sum);
        }
    }

    /// <summary>Probability of at least so many where <paramref name="mean"/> are to be expected (Poisson).</summary>
    public static double AtLeast(int seen, double mean)
    {
        var (logarithm, less) = (-mean, 0.0);
        for (var k = 0; k < seen; k++)
        {
            less += Math.Exp(logarithm);
            logarithm += Math.Log(mean / (k + 1));
        }

        return Math.Max(0, 1 - less);
    }

    /// <summary>Probability of at least so many of <paramref name="of"/>, each with this probability.</summary>
    public static double AtLeastOf(int seen, int of, double each)
    {
        if (seen <= 0 || each >= 1) return 1;
        if (seen > of || each <= 0) return 0;

        var (term, sum) = (Math.Pow(1 - each, of), 0.0);
        for (var k = 0; k <= of; k++)
        {
            if (k >= seen) sum += term;
            term *= (double)(of - k) / (k + 1) * each / (1 - each);
        }

        return Math.Min(1, sum);
    }
}
