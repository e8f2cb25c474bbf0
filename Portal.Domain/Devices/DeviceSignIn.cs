using Portal.Domain.Common;

namespace Portal.Domain.Devices;

/// <summary>
/// One device on which a person is signed in. The cookie only names it; whether it still counts is read here at every request,
/// so ending the row puts the device out.
/// </summary>
public sealed class DeviceSignIn : Entity, IMayBelongToMerchant
{
    private DeviceSignIn() { }

    public DeviceSignIn(SignInId id, Guid key, UserId person, MerchantId? merchant, SignInWay way, bool remembered, Device device, string? address, SignInTimes times, DateTimeOffset now)
    {
        Id = id;
        Key = key;
        Person = person;
        MerchantId = merchant;
        Way = way;
        Remembered = remembered;
        Browser = device.Browser;
        System = device.System;
        Address = address;
        StartedAt = SeenAt = now;
        ProvenAt = now;
        IdleMinutes = (int)times.Idle.TotalMinutes;
        EndsAt = now + times.Longest;
    }

    public SignInId Id { get; private init; }
    public UserId Person { get; private init; }

    /// <summary>The person's merchant; null for the acquirer's staff.</summary>
    public MerchantId? MerchantId { get; private init; }

    public SignInWay Way { get; private init; }

    /// <summary>The person asked that this device be remembered.</summary>
    public bool Remembered { get; private init; }

    /// <summary>Short names, "Chrome" and "Android"; empty where the browser does not say.</summary>
    public string Browser { get; private init; } = "";

    public string System { get; private init; } = "";

    /// <summary>Null where addresses are not recorded.</summary>
    public string? Address { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>To the minute: it is written at most once in one.</summary>
    public DateTimeOffset SeenAt { get; private init; }

    /// <summary>When a password, code or passkey was last given here.</summary>
    public DateTimeOffset ProvenAt { get; private set; }

    public int IdleMinutes { get; private init; }

    /// <summary>However busy it is, then it is over.</summary>
    public DateTimeOffset EndsAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }
    public SignInEnd? EndedWhy { get; private set; }

    /// <summary>Part of the cookie beside the id; renewed when somebody confirms who they are, so that a copied older cookie is worth nothing.</summary>
    public Guid Key { get; private set; }

    public Device Device => new(Browser, System);

    /// <summary>Why it no longer counts at this moment, or null while it does.</summary>
    public SignInEnd? Over(DateTimeOffset now) =>
        EndedWhy ?? (now >= EndsAt ? SignInEnd.TooOld : now - SeenAt >= TimeSpan.FromMinutes(IdleMinutes) ? SignInEnd.Idle : null);

    /// <summary>Ends once: who comes second finds it ended and says nothing.</summary>
    public void End(SignInEnd why, DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        EndedAt = now;
        EndedWhy = why;
        Raise(new SignInEnded(Id.Value, Person.Value, MerchantId, why));
    }

    /// <summary>The person has just proven again who they are.</summary>
    /// <param name="newKey">The same as before where no new cookie can be handed out: an open desk page has no answer to put one into.</param>
    public void Prove(string how, Guid newKey, DateTimeOffset now)
    {
        ProvenAt = now;
        Key = newKey;
        Raise(new Reauthenticated(Id.Value, Person.Value, MerchantId, how));
    }
}

/// <summary>Browser and system as short names.</summary>
public sealed record Device(string Browser, string System);

/// <summary>How long a sign-in lasts without anything being done, and at the longest.</summary>
public sealed record SignInTimes(TimeSpan Idle, TimeSpan Longest);

public enum SignInWay { Password, PasswordAndCode, Passkey, SingleSignOn, Invitation }

public enum SignInEnd
{
    /// <summary>Pressed "sign out" on that device.</summary>
    SignedOut,

    /// <summary>Ended by its person from another device.</summary>
    ByPerson,

    /// <summary>Ended by the shop's owner.</summary>
    ByOwner,

    ByAdmin,
    Idle,
    TooOld,
    PasswordChanged,

    /// <summary>Role, shops or factors are others now.</summary>
    PersonChanged,

    /// <summary>The person may no longer sign in at all.</summary>
    Removed,

    /// <summary>Somebody signed in anew in the same browser.</summary>
    Replaced,
}
