using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Troubleshooting;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Everything a support agent needs to start where the shop stopped.</summary>
/// <param name="Steps">In the order given, superseded ones too.</param>
/// <param name="Suspected">Causes after all answers, most probable first, those under one in fifty left out.</param>
/// <param name="Lessons">Slugs of the lessons of the causes suspected most.</param>
/// <param name="NextFix">What the walk would hand over to the acquirer, where it got there.</param>
public sealed record SessionSummary(
    SessionId Session, string ResumeCode, SessionStatus Status, MerchantId Merchant, StoreId Store, TerminalId Terminal, string TerminalNumber,
    TransactionId? Transaction, LocalizedText? Symptom, int PlaybookVersion,
    CaseFile File, Verdict Verdict, IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<WalkedStep> Steps, IReadOnlyList<Belief> Suspected, IReadOnlyList<string> Lessons, LocalizedText? NextFix);

/// <summary>One step as it was shown and answered.</summary>
/// <param name="By">Null where a program answered.</param>
public sealed record WalkedStep(string StepId, StepKind Kind, LocalizedText Title, string Option, LocalizedText Answer, DateTimeOffset At, UserId? By, bool Superseded);
