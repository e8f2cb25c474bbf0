using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>What cases propose, for trainers; and taking it into a new version of the playbook.</summary>
public sealed class AdoptShares(CountCases count, Knowledge knowledge, PublishPlaybook publish, Viewer viewer)
{
    /// <param name="InUse">The playbook the proposals are about.</param>
    public sealed record Proposals(Playbook InUse, IReadOnlyList<LearnedShare> Shares);

    /// <param name="About">The codes and symptoms whose proposals are taken.</param>
    /// <param name="InUse">Version the proposals were shown for.</param>
    public sealed record Input(IReadOnlySet<string> About, int InUse);

    /// <returns>Problem not-found for whoever may not see cases; "session.no-playbook".</returns>
    public async Task<Result<Proposals>> Propose(CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeCases)) return Problem.NotFound;
        if (await knowledge.Playbook(cancel) is not { } playbook) return TroubleshootingProblems.NoPlaybook;
        return new Proposals(playbook, LearnedShares.Propose(playbook, await count.Run(cancel)));
    }

    /// <summary>Cases that ended since the proposals were shown count as well.</summary>
    /// <returns>The new version's number; problems of <see cref="Propose"/>, "shares.none" where nothing was chosen or nothing is proposed any more, stale.</returns>
    public async Task<Result<int>> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.PublishPlaybooks)) return Problem.NotFound;
        var proposed = await Propose(cancel);
        if (!proposed.IsOk) return proposed.Problem!;
        var (playbook, shares) = proposed.Value!;
        if (playbook.Version != input.InUse) return Problem.Stale;
        if (!shares.Any(s => input.About.Contains(s.About))) return TroubleshootingProblems.NothingToAdopt;

        return await publish.Run(new(LearnedShares.Adopt(playbook, shares, input.About), playbook.Version), cancel);
    }
}
