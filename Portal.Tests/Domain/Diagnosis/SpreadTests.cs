using Portal.Domain.Diagnosis;

namespace Portal.Tests.Domain.Diagnosis;

/// <summary>Whether a failure elsewhere is more than chance, on invented but seeded traffic: normal days, outages of several sizes, small portals, no history.</summary>
public class SpreadTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 6, 5, 0, TimeSpan.Zero);

    /// <param name="PerMinute">Attempts of the whole scheme.</param>
    /// <param name="Days">Days of history at that traffic.</param>
    private sealed record Scene(double PerMinute, int Days = 14, int Merchants = 2_000, int Banks = 20)
    {
        /// <summary>Share of attempts with the code on any day.</summary>
        public double Usual { get; init; } = 0.004;

        /// <summary>Minutes since the fault began; 0: there is none.</summary>
        public double Minutes { get; init; }

        /// <summary>Share of the struck banks' attempts that the fault fails.</summary>
        public double Share { get; init; } = 1;

        /// <summary>Null: every bank.</summary>
        public int? StruckBank { get; init; }

        public int Bank { get; init; } = 1;

        /// <summary>Minutes after the sale that are known, too.</summary>
        public double After { get; init; }
    }

    private static CodeElsewhere Look(Scene scene, Random random, bool unanswered = false)
    {
        var until = At.AddMinutes(scene.After);
        var failures = new List<FailureElsewhere>();
        var slots = new long[13];
        var bankSlots = new long[13];
        var first = DateTimeOffset.FromUnixTimeSeconds(At.AddMinutes(-30).ToUnixTimeSeconds() / 300 * 300);
        for (var second = -1800; second < scene.After * 60; second++)
        {
            var at = At.AddSeconds(second);
            for (var n = Poisson(scene.PerMinute / 60, random); n > 0; n--)
            {
                var bank = 1 + random.Next(scene.Banks);
                var slot = (int)((at - first) / TimeSpan.FromMinutes(5));
                slots[slot]++;
                if (bank == scene.Bank) bankSlots[slot]++;
                var struck = second >= -scene.Minutes * 60 && scene.Minutes > 0 && (scene.StruckBank is null || scene.StruckBank == bank) && random.NextDouble() < scene.Share;
                if (!struck && random.NextDouble() >= scene.Usual) continue;
                var merchant = 1 + random.Next(scene.Merchants);
                failures.Add(new(at, "91", bank, merchant, merchant * 10 + random.Next(3)));
            }
        }

        var perDay = scene.PerMinute * 1440;
        return Spread.Of(new TrafficElsewhere
        {
            Bank = scene.Bank,
            Merchants = scene.Merchants,
            Failures = failures,
            WithCode = new(At.AddMinutes(-30), until),
            Unanswered = new(At.AddMinutes(-30), until),
            BankAttempts = new(first, bankSlots, until),
            Attempts = new(first, slots, until),
            BankDays = History(perDay / scene.Banks),
            Days = History(perDay),
        }, "91", unanswered, At);

        List<DayCount> History(double attempts) => [.. Enumerable.Range(0, scene.Days).Select(_ => Day(attempts)).Where(d => d.Attempts > 0)];

        DayCount Day(double attempts)
        {
            var failed = Poisson(attempts * scene.Usual, random);
            return new((long)attempts, failed, failed);
        }
    }

    private static int Poisson(double mean, Random random)
    {
        if (mean > 200) return (int)Math.Round(mean + Math.Sqrt(mean) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        var (limit, product, k) = (Math.Exp(-mean), random.NextDouble(), 0);
        for (; product > limit; k++) product *= random.NextDouble();
        return k;
    }

    private static double ShareOf(int cases, Func<Random, CodeElsewhere> look, Func<CodeElsewhere, bool> counts)
    {
        var random = new Random(20261123);
        return Enumerable.Range(0, cases).Count(_ => counts(look(random))) / (double)cases;
    }

    [Theory]
    [InlineData(300, 0.023)]
    [InlineData(60, 0.023)]
    [InlineData(60, 0.004)]
    [InlineData(10, 0.023)]
    [InlineData(1, 0.01)]
    public void On_a_normal_day_at_most_one_decline_in_a_thousand_is_called_wide(double perMinute, double usual)
    {
        var scene = new Scene(perMinute) { Usual = usual, After = 10 };

        Assert.True(ShareOf(1_500, r => Look(scene, r), e => e.Frequency == Frequency.Unusual) <= 0.001);
    }

    [Theory]
    [InlineData(1_000, 20, 1, 0.004)]
    [InlineData(1_000, 20, 1, 0.02)]
    [InlineData(100, 20, 5, 0.004)]
    [InlineData(20, 8, 10, 0.004)]
    public void One_banks_outage_is_seen_at_that_bank(double perMinute, int banks, double minutes, double usual)
    {
        var scene = new Scene(perMinute, Banks: banks) { Usual = usual, Minutes = minutes, StruckBank = 1 };

        Assert.True(ShareOf(150, r => Look(scene, r), e => e is { Frequency: Frequency.Unusual, Issuers: 1 }) >= 0.95);
        Assert.True(ShareOf(150, r => Look(scene with { Bank = 2 }, r), e => e.Frequency == Frequency.Unusual) <= 0.02);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(300, 4)]
    public void A_fault_that_strikes_one_sale_in_twenty_of_every_bank_is_seen_as_many_banks(double perMinute, double minutes)
    {
        var scene = new Scene(perMinute) { Minutes = minutes, Share = 0.05 };

        Assert.True(ShareOf(150, r => Look(scene, r), e => e is { Frequency: Frequency.Unusual, Issuers: > 2 }) >= 0.95);
    }

    [Fact]
    public void An_outage_that_has_ended_is_no_reason_any_more()
    {
        var slots = new SlotCounts(At.AddMinutes(-30), [.. Enumerable.Repeat(250L, 7)], At);
        List<DayCount> days = [.. Enumerable.Repeat(new DayCount(72_000, 300, 300), 14)];

        Assert.Equal(Frequency.Usual, After(8).Frequency);
        Assert.Equal(Frequency.Unusual, After(0).Frequency);

        CodeElsewhere After(double minutes) => Spread.Of(new TrafficElsewhere
        {
            Bank = 1,
            Merchants = 900,
            Failures = [.. Enumerable.Range(0, 100).Select(i => new FailureElsewhere(At.AddMinutes(-minutes).AddSeconds(-i * 6), "91", 1, i, i))],
            WithCode = new(At.AddMinutes(-30), At),
            Unanswered = new(At.AddMinutes(-30), At),
            BankAttempts = slots,
            Attempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(5_000L, 7)], At),
            BankDays = days,
            Days = [.. days.Select(d => new DayCount(d.Attempts * 20, d.WithCode * 20, d.Unanswered * 20))],
        }, "91", true, At);
    }

    [Fact]
    public void Two_banks_out_at_once_are_not_everybody()
    {
        var random = new Random(5);
        var spared = Enumerable.Range(0, 100).Select(_ => Look(new(300) { Minutes = 10, StruckBank = 3, Bank = 1 }, random)).Count(e => e.Frequency == Frequency.Unusual);

        Assert.True(spared <= 1);
    }

    [Fact]
    public void Without_history_and_with_too_little_traffic_it_says_so()
    {
        Assert.Equal(Frequency.TooLittle, Look(new(300, Days: 0) { Minutes = 10 }, new Random(1)).Frequency);
        Assert.Equal(1, ShareOf(100, r => Look(new(0.3, Merchants: 6), r), e => e.Frequency == Frequency.TooLittle), 1);
        Assert.Equal(Frequency.TooLittle, Look(new(60, Merchants: 2), new Random(1)).Frequency);
    }

    /// <summary>Ten a minute: a fault of one sale in twenty is one failure in two minutes. Whatever is said then about other merchants would be a guess.</summary>
    [Theory]
    [InlineData(10, 0, 0.001)]
    [InlineData(10, 5, 0.001)]
    [InlineData(10, 0, 0.02)]
    [InlineData(10, 8, 0.02)]
    [InlineData(2, 20, 0.004)]
    public void Where_a_fault_of_one_sale_in_twenty_would_not_show_it_never_says_that_nothing_is_unusual(double perMinute, double minutes, double usual)
    {
        var scene = new Scene(perMinute, Merchants: 50, Banks: 12) { Usual = usual, Minutes = minutes, Share = 0.05 };

        Assert.Equal(0, ShareOf(150, r => Look(scene, r), e => e.Frequency == Frequency.Usual));
    }

    [Theory]
    [InlineData(1_000, 0.001)]
    [InlineData(1_000, 0.02)]
    [InlineData(100, 0.001)]
    [InlineData(100, 0.01)]
    public void Where_it_would_show_its_absence_is_said(double perMinute, double usual)
    {
        var scene = new Scene(perMinute, Banks: 20) { Usual = usual };

        Assert.True(ShareOf(100, r => Look(scene, r), e => e.Frequency == Frequency.Usual) >= 0.95);
    }

    /// <summary>Few merchants cannot show many failures, however many sales they make.</summary>
    [Fact]
    public void With_a_handful_of_merchants_a_common_code_says_nothing_about_others()
    {
        Assert.Equal(1, ShareOf(50, r => Look(new(60, Merchants: 8) { Usual = 0.02 }, r), e => e.Frequency == Frequency.TooLittle));
    }

    [Fact]
    public void With_enough_of_both_it_says_that_nothing_is_unusual()
    {
        var seen = Look(new(300), new Random(3));

        Assert.Equal(Frequency.Usual, seen.Frequency);
        Assert.InRange(seen.Usual, 20, 60);
        Assert.InRange(seen.UsualShare!.Value, 0.003, 0.005);
    }

    [Fact]
    public void An_outage_last_week_does_not_hide_the_one_of_today()
    {
        var failures = Enumerable.Range(0, 40).Select(i => new FailureElsewhere(At.AddSeconds(-i), "91", 1, i, i)).ToList();
        var slots = new SlotCounts(At.AddMinutes(-30), [.. Enumerable.Repeat(250L, 7)], At);
        List<DayCount> days = [.. Enumerable.Repeat(new DayCount(72_000, 300, 300), 12), new(72_000, 30_000, 30_000), new(72_000, 72_000, 72_000)];

        var seen = Spread.Of(new TrafficElsewhere
        {
            Bank = 1,
            Merchants = 900,
            Failures = failures,
            WithCode = new(At.AddMinutes(-30), At),
            Unanswered = new(At.AddMinutes(-30), At),
            BankAttempts = slots,
            Attempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(5_000L, 7)], At),
            BankDays = days,
            Days = [.. days.Select(d => new DayCount(d.Attempts * 20, d.WithCode + 19 * 300, d.Unanswered + 19 * 300))],
        }, "91", true, At);

        Assert.Equal((Frequency.Unusual, 1), (seen.Frequency, seen.Issuers));
    }

    [Fact]
    public void Different_codes_without_an_answer_count_together()
    {
        var random = new Random(11);
        var codes = new[] { "68", "91", "98", null };
        var found = Look(new(300) { Minutes = 10, Share = 0.02, Usual = 0.002 }, random);
        Assert.Equal(Frequency.Unusual, found.Frequency);

        // A fault of the switch gives several codes; each alone is within the usual.
        var failures = Enumerable.Range(0, 40).Select(i => new FailureElsewhere(At.AddSeconds(-i * 14), codes[i % 4], 1 + i % 7, i, i)).ToList();
        var traffic = new TrafficElsewhere
        {
            Bank = 1,
            Merchants = 900,
            Failures = failures,
            WithCode = new(At.AddMinutes(-30), At),
            Unanswered = new(At.AddMinutes(-30), At),
            BankAttempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(10L, 7)], At),
            Attempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(200L, 7)], At),
            BankDays = [.. Enumerable.Repeat(new DayCount(2_000, 6, 8), 14)],
            Days = [.. Enumerable.Repeat(new DayCount(40_000, 120, 160), 14)],
        };

        Assert.NotEqual(Frequency.Unusual, Spread.Of(traffic, "91", unanswered: false, At).Frequency);
        var together = Spread.Of(traffic, "91", unanswered: true, At);
        Assert.Equal((Frequency.Unusual, true), (together.Frequency, together.AnyUnanswered));
    }

    [Fact]
    public void One_shop_with_a_thousand_failures_is_one_shop()
    {
        var failures = Enumerable.Range(0, 100).Select(i => new FailureElsewhere(At.AddSeconds(-i), "03", 1 + i % 9, 77, 700 + i % 40)).ToList();
        var seen = Spread.Of(new TrafficElsewhere
        {
            Bank = 1,
            Merchants = 900,
            Failures = failures,
            WithCode = new(At.AddMinutes(-30), At),
            Unanswered = new(At.AddMinutes(-30), At),
            BankAttempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(100L, 7)], At),
            Attempts = new(At.AddMinutes(-30), [.. Enumerable.Repeat(900L, 7)], At),
            BankDays = [.. Enumerable.Repeat(new DayCount(20_000, 2, 0), 14)],
            Days = [.. Enumerable.Repeat(new DayCount(180_000, 18, 0), 14)],
        }, "03", false, At);

        Assert.Equal(Frequency.Usual, seen.Frequency);
    }
}
