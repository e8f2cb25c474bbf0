namespace Portal.Web.Features.Demo;

/// <summary>What a demo history is made from. The same plan always gives the same rows.</summary>
/// <param name="Until">The history ends here; the planted stories are told in minutes before it.</param>
public sealed record DemoPlan(int Transactions, int Terminals, int Merchants, int Days, int Seed, DateTimeOffset Until)
{
    /// <summary>What ./run fills an empty database with.</summary>
    public static DemoPlan Default(DateTimeOffset now) => new(20_000, 14, 6, 30, 7, now);

    /// <summary>Event ids are twelve digits, too short to be taken for a card number, and differ between seeds.</summary>
    public long FirstEvent => ((Seed % 90 + 90) % 90 + 10) * 10_000_000_000L;
}
