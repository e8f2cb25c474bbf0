using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;

namespace Portal.Web.Features.Diagnosis;

/// <summary>One transaction, its facts and what the portal makes of them.</summary>
public sealed record DiagnosedCase(CaseFile File, Diagnosed Diagnosed, VisibleTerminal Terminal)
{
    public Verdict Verdict => Diagnosed.Verdict;
}

/// <summary>Verdict, evidence and ranked causes of one transaction the viewer may see.</summary>
public sealed class Diagnose(GatherCase gather, Knowledge knowledge, TimeProvider clock)
{
    /// <returns>Problem not-found, also for what belongs to another merchant.</returns>
    public async Task<Result<DiagnosedCase>> Run(TransactionId id, CancellationToken cancel)
    {
        var gathered = await gather.Run(id, cancel);
        if (!gathered.IsOk) return gathered.Problem!;
        if (await knowledge.Playbook(cancel) is not { } playbook) return TroubleshootingProblems.NoPlaybook;

        var file = gathered.Value!.File;
        return new DiagnosedCase(file, Diagnosed.Of(file, playbook, clock.GetUtcNow()), gathered.Value.Terminal);
    }
}
