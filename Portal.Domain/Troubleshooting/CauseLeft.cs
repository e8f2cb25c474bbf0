using Portal.Domain.Common;

namespace Portal.Domain.Troubleshooting;

/// <summary>A cause that an ended walk left in play: what <see cref="Playbooks.LearnedShares"/> learns from.</summary>
public sealed class CauseLeft : IBelongsToMerchant
{
    private CauseLeft() { }

    internal CauseLeft(TroubleshootingSession session, string cause, double share) =>
        (SessionId, MerchantId, Cause, Share) = (session.Id, session.MerchantId, cause, share);

    public SessionId SessionId { get; private init; }
    public MerchantId MerchantId { get; private init; }

    /// <summary>A cause of the walk's playbook version, or <see cref="Playbooks.CauseCount.SomethingElse"/>.</summary>
    public string Cause { get; private init; } = "";

    /// <summary>0 to 1; the causes of one walk add up to 1.</summary>
    public double Share { get; internal set; }
}
