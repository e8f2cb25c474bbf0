using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

public enum StepKind { Check, Fix, Wait, Escalate }

/// <summary>One page of a walk: one question, one thing to do, a wait, or handing over.</summary>
/// <param name="Id">The check's or fix's id; "wait" and "ask-a-person" for the other two.</param>
/// <param name="Options">Ids of the answers, never empty: a check's own; works no-help skip; works continue; ask skip.</param>
/// <param name="Known">What the portal would answer, where a check is looked at that it did not have to ask.</param>
/// <param name="StepsLeft">About how many steps are left, this one included; at least 1.</param>
public sealed record Step(string Id, StepKind Kind, IReadOnlyList<string> Options, Because Because, int StepsLeft, KnownAnswer? Known = null)
{
    public Check? Check { get; init; }

    /// <summary>The thing to do; at the end of a walk what the acquirer has to do, where that is what is left.</summary>
    public Fix? Fix { get; init; }

    public const string WaitId = "wait", EscalateId = "ask-a-person";
    public const string Works = "works", NoHelp = "no-help", Skip = "skip", Continue = "continue", Ask = "ask";

    public static readonly IReadOnlyList<string> FixOptions = [Works, NoHelp, Skip], WaitOptions = [Works, Continue], EscalateOptions = [Ask, Skip];
}

/// <summary>Why this step and why now.</summary>
/// <param name="Reason">
/// Text key. A question: "tells-apart". A fix: "likely-cause" (for the most probable cause), "fits-several" (for several at once), "quick-try" (for a less probable
/// one, but quicker than what is likelier to help), "worth-a-try" (for a less probable one). Waiting: "money-open". Handing over: "acquirer-acts", "person-quicker" (what is left would take longer), "nothing-left", "enough-tried".
/// </param>
/// <param name="Causes">The causes it is about, at most three: those a question tells apart, or a fix cures, the ones it matters most for first.</param>
/// <param name="Evidence">Keys of the facts that speak for the first of them.</param>
public sealed record Because(string Reason, IReadOnlyList<string> Causes, IReadOnlyList<string> Evidence);

/// <summary>An answer the portal has by itself, and the fact it rests on.</summary>
public sealed record KnownAnswer(string CheckId, string Option, Evidence From);

/// <summary>An answer that counts, as given.</summary>
public sealed record Answered(string StepId, string Option);
