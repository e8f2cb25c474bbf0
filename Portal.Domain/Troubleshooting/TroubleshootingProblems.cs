using Portal.Domain.Common;

namespace Portal.Domain.Troubleshooting;

public static class TroubleshootingProblems
{
    public static readonly Problem StepNotOffered = new("session.step-not-offered") { Field = "step_id" };
    public static readonly Problem UnknownAnswer = new("session.unknown-answer") { Field = "answer" };
    public static readonly Problem UnknownSymptom = new("session.unknown-symptom") { Field = "symptom" };

    /// <summary>Neither a transaction, nor a terminal with a symptom; or both.</summary>
    public static readonly Problem SubjectMissing = new("session.subject-missing");

    /// <summary>Nothing published yet to walk through.</summary>
    public static readonly Problem NoPlaybook = new("session.no-playbook");
}
