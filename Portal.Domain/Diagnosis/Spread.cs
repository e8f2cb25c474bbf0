namespace Portal.Domain.Diagnosis;

/// <summary>
/// Whether the same failure is happening at other merchants more than usual. A common code at three shops is nothing; what counts is how many merchants
/// have it against how many would, from the rate of that code and bank on the days before and the traffic of these minutes (docs/decisions/0005).
/// </summary>
public static class Spread
{
    /// <summary>Looked at in windows that end with the sale, and in ones around it, of so many minutes to each side.</summary>
    private static readonly int[] WindowMinutes = [1, 3, 10, 30];

    /// <summary>Rarer than this by chance is no chance; some sixteen comparisons are made for one sale.</summary>
    private const double Rare = 1e-5;

    /// <summary>And at least so many times the usual: then two of three such failures belong to it.</summary>
    private const double Times = 3;

    private const int FewestMerchants = 3;

    /// <summary>A bank is taken as like the others until about so many attempts of its own are known.</summary>
    private const double LikeOthers = 200;

    /// <summary>Fewer attempts than this on all other days are no history.</summary>
    private const double LeastHistory = 500;

    /// <summary>A code never seen before is taken as this share of attempts: somewhere a line or a terminal fails at any time.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>Where so few lie in the nearest fifth of a window that an even spread gives it more rarely than this, it is over.</summary>
    private const double Over = 0.01;

    /// <summary>Other banks count as struck by the same where their share of failures is at least this part of this bank's.</summary>
    private const double SameFault = 0.2;

    /// <summary>The smallest fault that is promised to be told: it fails this share of all attempts, or all of one bank's.</summary>
    private const double PartialFault = 0.05;

    /// <summary>Begun so long ago, such a fault has to show by now; where it would not, nothing is said about other merchants.</summary>
    private const int ShowsAfterMinutes = 10;

    /// <summary>How surely it would show.</summary>
    private const double Surely = 0.9;

    /// <param name="unanswered">The sale itself is one (<see cref="Unanswered"/>); then they are compared all together, too.</param>
    public static CodeElsewhere Of(TrafficElsewhere traffic, string? code, bool unanswered, DateTimeOffset at)
    {
        var withCode = code is null ? null : new Group(traffic, at, traffic.Failures.Where(f => f.Code == code), traffic.WithCode, d => d.WithCode);
        var all = unanswered ? new Group(traffic, at, traffic.Failures.Where(f => Unanswered.Is(Transactions.Outcome.Declined, f.Code)), traffic.Unanswered, d => d.Unanswered) : null;
        var share = withCode?.Share;

        foreach (var group in new[] { withCode, all })
            if (group is not null && Strongest(group) is { } found)
                return found with { AnyUnanswered = group == all, UsualShare = share };

        return (withCode ?? all) is { } told && told.CouldTell() ? told.Usual() with { AnyUnanswered = told == all, UsualShare = share }
            : CodeElsewhere.NotCompared with { Frequency = Frequency.TooLittle, UsualShare = share };
    }

    private static CodeElsewhere? Strongest(Group group)
    {
        var at = group.At;
        (double Chance, CodeElsewhere? Found) strongest = (1, null);
        foreach (var minutes in WindowMinutes)
        {
            Look(at.AddMinutes(-minutes), at);
            if (group.Listed.To > at) Look(at.AddMinutes(-minutes), at.AddMinutes(minutes));
        }

        return strongest.Found;

        void Look(DateTimeOffset from, DateTimeOffset to)
        {
            var (chance, found) = group.Look(from, to);
            if (found is not null && chance < strongest.Chance) strongest = (chance, found);
        }
    }

    /// <summary>Failures of one kind, with how often they happen.</summary>
    private sealed class Group
    {
        private readonly TrafficElsewhere traffic;
        private readonly DateTimeOffset at;
        private readonly List<FailureElsewhere> failures;
        private readonly (double Failed, double Of) all, bank, rest;

        public Group(TrafficElsewhere traffic, DateTimeOffset at, IEnumerable<FailureElsewhere> failures, Listed listed, Func<DayCount, long> count)
        {
            (this.traffic, this.at, this.failures, Listed) = (traffic, at, [.. failures], listed);
            all = History(traffic.Days, count);
            bank = History(traffic.BankDays, count);
            rest = (Math.Max(0, all.Failed - bank.Failed) + 1, all.Of - bank.Of);
            if (all.Of > 0) bank = (bank.Failed + LikeOthers * (all.Failed + 1) / all.Of, bank.Of + LikeOthers);
        }

        public Listed Listed { get; }

        public DateTimeOffset At => at;

        public double? Share => all.Of >= LeastHistory ? (all.Failed + 1) / all.Of : null;

        /// <summary>The worst days are left out: an outage last week must not hide the one of today.</summary>
        private static (double Failed, double Of) History(IReadOnlyList<DayCount> days, Func<DayCount, long> count)
        {
            var worst = days.Count >= 7 ? 2 : days.Count >= 3 ? 1 : 0;
            var kept = days.OrderByDescending(d => (double)count(d) / d.Attempts).Skip(worst).ToList();
            return (kept.Sum(d => (double)count(d)), kept.Sum(d => (double)d.Attempts));
        }

        public (double Chance, CodeElsewhere? Found) Look(DateTimeOffset from, DateTimeOffset to)
        {
            if (all.Of < LeastHistory) return (1, null);
            if (from < Listed.From) from = Listed.From;
            if (to > Listed.To) to = Listed.To;
            if (to <= from) return (1, null);

            var here = failures.Where(f => f.At >= from && f.At <= to).ToList();
            var (allAttempts, bankAttempts) = (traffic.Attempts.Between(from, to), traffic.BankAttempts.Between(from, to));
            var ofBank = here.Where(f => f.Bank == traffic.Bank && f.Bank != 0).ToList();
            var others = here.Where(f => f.Bank != traffic.Bank || f.Bank == 0).ToList();
            // Another bank's outage is not this one's: whoever of the others has most is left out.
            var loudest = others.Where(f => f.Bank != 0).CountBy(f => f.Bank).OrderByDescending(b => b.Value).Select(b => b.Key).FirstOrDefault();
            var spread = others.Where(f => f.Bank != loudest || f.Bank == 0).ToList();

            var one = traffic.Bank == 0 || IsOver(ofBank, from, to) ? 1 : Compare(ofBank, bankAttempts, bank);
            var many = IsOver(spread, from, to) ? 1 : spread.Where(f => f.Bank != 0).DistinctBy(f => f.Bank).Count() >= 2 || spread.All(f => f.Bank == 0)
                ? Compare(spread, Math.Max(0, allAttempts - bankAttempts), rest) : 1;

            var (ownShare, otherShare) = (Merchants(ofBank) / Math.Max(1, bankAttempts), Merchants(others) / Math.Max(1, allAttempts - bankAttempts));
            if (one < Rare)
            {
                var isAll = many < Rare && otherShare >= SameFault * ownShare;
                return (Math.Min(one, isAll ? many : 1), Found(isAll ? here : ofBank, isAll ? allAttempts : bankAttempts, isAll ? all : bank, isAll));
            }

            // The others fail, and this bank's cards would have by now, if they did too.
            var spared = traffic.Bank != 0 && otherShare * bankAttempts >= 5 && Merchants(ofBank) < otherShare * bankAttempts / 4;
            return many < Rare && !spared ? (many, Found(here, allAttempts, all, true)) : (1, null);

            CodeElsewhere Found(List<FailureElsewhere> found, double attempts, (double Failed, double Of) before, bool isAll) => Tell(found, from, to, attempts, before) with
            {
                Frequency = Frequency.Unusual,
                Issuers = isAll ? found.Where(f => f.Bank != 0).DistinctBy(f => f.Bank).Count() : 1,
            };
        }

        /// <summary>It ended before the sale: half an hour of failures five minutes ago is no reason for this one.</summary>
        private bool IsOver(List<FailureElsewhere> seen, DateTimeOffset from, DateTimeOffset to)
        {
            var near = (to - from) / 10;
            var (start, end) = to > at + near ? (at - near, at + near) : (to - 2 * near, to);
            var inside = seen.Where(f => f.At >= start && f.At <= end).Select(f => f.Merchant).Distinct().Count();
            var of = Merchants(seen);
            return 1 - Chance.AtLeastOf(inside + 1, of, 0.2) < Over;
        }

        /// <summary>
        /// A fault of this bank, or one of every bank that fails one sale in twenty, would have been noticed by now: so its absence says something. Whether
        /// everything failing would be noticed is no such question: that says nothing about the faults there are.
        /// </summary>
        public bool CouldTell()
        {
            if (all.Of < LeastHistory) return false;
            var (from, to) = Around(ShowsAfterMinutes);
            var (attempts, ofBank) = (traffic.Attempts.Between(from, to), traffic.Bank == 0 ? 0 : traffic.BankAttempts.Between(from, to));
            // Many banks are told without this one and the loudest other, which is about as large.
            return Shows(Math.Max(0, attempts - 2 * ofBank), rest, PartialFault) && (traffic.Bank == 0 || Shows(ofBank, bank, 1));
        }

        /// <summary>What <see cref="Compare"/> needs to be sure, against what a fault of this share gives. Less than so many times the usual is no fault to it.</summary>
        private bool Shows(double attempts, (double Failed, double Of) before, double share)
        {
            if (before.Of <= 0) return false;
            before = AtLeastShare(before);
            var usual = attempts * before.Failed / before.Of;
            var needed = Math.Max(FewestMerchants, (int)Math.Ceiling(Times * usual));
            while (needed <= traffic.Merchants && Chance.AtLeast(needed, attempts, before.Failed, before.Of) >= Rare) needed++;
            if (needed > traffic.Merchants) return false;

            var failing = Math.Min(attempts, usual + Math.Max(share * attempts, Times * usual));
            return Chance.AtLeast(needed, MerchantsAmong(failing)) >= Surely;
        }

        /// <summary>Of so many failures some are at the same merchant.</summary>
        private double MerchantsAmong(double failing) => traffic.Merchants * (1 - Math.Exp(-failing / traffic.Merchants));

        public CodeElsewhere Usual()
        {
            var (from, to) = Around(WindowMinutes[^1]);
            return Tell([.. failures.Where(f => f.At >= from && f.At <= to)], from, to, traffic.Attempts.Between(from, to), all) with { Frequency = Frequency.Usual };
        }

        private (DateTimeOffset From, DateTimeOffset To) Around(int minutes)
        {
            var (from, to) = (at.AddMinutes(-minutes), at.AddMinutes(minutes));
            return (from < Listed.From ? Listed.From : from, to > Listed.To ? Listed.To : to);
        }

        private static double Compare(List<FailureElsewhere> seen, double attempts, (double Failed, double Of) before)
        {
            before = AtLeastShare(before);
            var merchants = Merchants(seen);
            if (merchants < FewestMerchants || before.Of <= 0 || merchants < Times * attempts * before.Failed / before.Of) return 1;
            return Chance.AtLeast(merchants, attempts, before.Failed, before.Of);
        }

        private static (double Failed, double Of) AtLeastShare((double Failed, double Of) before) => (Math.Max(before.Failed, before.Of * LeastShare), before.Of);

        /// <summary>One shop's broken terminal, or one customer who tries ten times, counts once.</summary>
        private static int Merchants(List<FailureElsewhere> seen) => seen.Select(f => f.Merchant).Distinct().Count();

        private static CodeElsewhere Tell(List<FailureElsewhere> seen, DateTimeOffset from, DateTimeOffset to, double attempts, (double Failed, double Of) before) =>
            new(seen.Count, seen.Select(f => f.Terminal).Distinct().Count(), Merchants(seen), seen.Where(f => f.Bank != 0).Select(f => f.Bank).Distinct().Count())
            {
                Minutes = Math.Max(1, (int)Math.Round((to - from).TotalMinutes)),
                Usual = before.Of > 0 ? attempts * before.Failed / before.Of : 0,
            };
    }
}
