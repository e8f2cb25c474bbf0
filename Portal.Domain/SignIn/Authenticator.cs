using Portal.Domain.Common;

namespace Portal.Domain.SignIn;

/// <summary>A person's authenticator app. Its seed is kept sealed; each code opens once.</summary>
public sealed class Authenticator
{
    private Authenticator() { }

    public Authenticator(UserId user, string sealedSeed, long step, DateTimeOffset now)
    {
        UserId = user;
        SealedSeed = sealedSeed;
        LastStep = step;
        AddedAt = now;
    }

    public UserId UserId { get; private init; }

    /// <summary>The seed under the portal's data-protection keys: a copy of the database alone makes no codes.</summary>
    public string SealedSeed { get; private init; } = "";

    /// <summary>The step of the last code used: it and those before open nothing any more.</summary>
    public long LastStep { get; private init; }

    public DateTimeOffset AddedAt { get; private init; }
}
