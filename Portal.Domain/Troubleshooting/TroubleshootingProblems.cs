using Portal.Domain.Common;

namespace Portal.Domain.Troubleshooting;

public static class TroubleshootingProblems
{
    public static readonly Problem StepNotOffered = new("session.step-not-offered") { Field = "step_id" };
    public static readonly Problem UnknownAnswer = new("session.unknown-answer") { Field = "answer" };
    public static readonly Problem UnknownSymptom = new("session.unknown-symptom") { Field = "symptom" };

    /// <summary>Neither a transaction, nor a terminal with a symptom; or both.</summary>
    public static readonly Problem SubjectMissing = new("session.subject-missing");

    /// <summary>"That's right" and "still broken" answer a walk that ended well.</summary>
    public static readonly Problem NotResolved = new("session.not-resolved");

    /// <summary>A walk moves forward only, to a version with a correction.</summary>
    public static readonly Problem NotALaterVersion = new("session.version");

    /// <summary>No proposal of the cases was chosen, or none is left.</summary>
    public static readonly Problem NothingToAdopt = new("shares.none");

    /// <summary>Nothing published yet to walk through.</summary>
    public static readonly Problem NoPlaybook = new("session.no-playbook");
}
