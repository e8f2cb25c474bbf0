namespace Portal.Domain.Common;

/// <summary>So many tries within a time, then shut for a while: the first time, the second, and every further time.</summary>
public sealed record TryLimit(string Name, int Count, TimeSpan Within, IReadOnlyList<TimeSpan> Shut);

/// <summary>
/// The table of what may be tried how often at the door, kept in one place; docs/operations.md shows it to people.
/// A try that was right is given back. A passkey is not a guess: it knows the address limit and no other.
/// </summary>
public static class TryLimits
{
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>Wrong passwords of one account (PCI DSS 8.3.4), whether anyone has that account or not.</summary>
    public static readonly TryLimit Password = new("password", 10, Remembered, [TimeSpan.FromMinutes(30)]);

    /// <summary>Wrong codes and recovery codes of one person, after the right password.</summary>
    public static readonly TryLimit Code = new("code", 10, Remembered, [TimeSpan.FromMinutes(30)]);

    /// <summary>Anything wrong from one network address; each time shut longer.</summary>
    public static readonly TryLimit Address = new("address", 30, TimeSpan.FromMinutes(10), [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)]);

    /// <summary>Mails with a reset link to one mail address; further ones within the hour are not sent.</summary>
    public static readonly TryLimit ResetMails = new("reset", 3, TimeSpan.FromHours(1), [TimeSpan.FromHours(1)]);

    /// <summary>Reset links asked for from one network address.</summary>
    public static readonly TryLimit ResetAddress = new("reset-address", 20, TimeSpan.FromHours(1), [TimeSpan.FromHours(1)]);

    public static readonly IReadOnlyList<TryLimit> All = [Password, Code, Address, ResetMails, ResetAddress];
}
