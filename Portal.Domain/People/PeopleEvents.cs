using Portal.Domain.Common;

namespace Portal.Domain.People;

/// <summary>Something about one person who signs in. Names and addresses are not in it: the id says who.</summary>
public abstract record PersonEvent(UserId Person, MerchantId? MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"user/{Person.Value}";
}

/// <summary>Made with a password at once, on the command line or for a demo.</summary>
public sealed record PersonAdded(UserId Person, MerchantId? MerchantId, string Role) : PersonEvent(Person, MerchantId);

public sealed record PersonInvited(UserId Person, MerchantId? MerchantId, string Role, Guid Invitation) : PersonEvent(Person, MerchantId);

public sealed record InvitationTaken(UserId Person, MerchantId? MerchantId, Guid Invitation) : PersonEvent(Person, MerchantId);

public sealed record InvitationCancelled(UserId Person, MerchantId? MerchantId, Guid Invitation) : PersonEvent(Person, MerchantId);

public sealed record PersonRemoved(UserId Person, MerchantId? MerchantId) : PersonEvent(Person, MerchantId);

public sealed record PersonDisabled(UserId Person, MerchantId? MerchantId) : PersonEvent(Person, MerchantId);

public sealed record PersonEnabled(UserId Person, MerchantId? MerchantId) : PersonEvent(Person, MerchantId);

public sealed record PersonUnlocked(UserId Person, MerchantId? MerchantId) : PersonEvent(Person, MerchantId);

public sealed record NameCorrected(UserId Person, MerchantId? MerchantId) : PersonEvent(Person, MerchantId);

public sealed record RoleChanged(UserId Person, MerchantId? MerchantId, string From, string To) : PersonEvent(Person, MerchantId);

public sealed record StoresChanged(UserId Person, MerchantId? MerchantId, IReadOnlyList<Guid> From, IReadOnlyList<Guid> To) : PersonEvent(Person, MerchantId);
