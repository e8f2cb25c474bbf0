using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Playbooks;

/// <summary>What may be wrong, and what points to it.</summary>
/// <param name="Id">Fixed, kebab-case.</param>
/// <param name="Text">One or two sentences for staff: why it happens, who can do what.</param>
/// <param name="Lessons">Slugs of lessons that travel with a ticket about it.</param>
public sealed record Cause(
    string Id, CauseGroup Group, WhoActs WhoActs, Scope Scope, LocalizedText Title, LocalizedText Text,
    IReadOnlyList<string> Lessons, IReadOnlyList<string> Faq,
    IReadOnlyList<CodePointer> Codes, IReadOnlyList<SymptomPointer> Symptoms, IReadOnlyList<EvidencePointer> Evidence)
{
    /// <summary>How strongly a code points here; null where none is written.</summary>
    public Strength? StrengthOf(string? scheme, string code) => PointerOf(scheme, code)?.Strength;

    /// <summary>Share of this cause for a code before anything else is known, on the scale of <see cref="Weights.Prior"/>; 0 where none is written.</summary>
    public double PriorOf(string? scheme, string code) => PointerOf(scheme, code)?.Prior ?? 0;

    /// <summary>The version that adopted <see cref="PriorOf"/> from cases; null where it is the strength's own number.</summary>
    public int? LearnedSince(string? scheme, string code) => PointerOf(scheme, code)?.Since;

    /// <summary>As <see cref="PriorOf"/>, for what the screen shows.</summary>
    public double PriorOfSymptom(string symptom) => Symptoms.FirstOrDefault(s => s.Symptom == symptom)?.Prior ?? 0;

    public Strength? StrengthOfSymptom(string symptom) => Symptoms.FirstOrDefault(s => s.Symptom == symptom)?.Strength;

    /// <summary>Its own scheme's line before the line for any scheme before the line for every code.</summary>
    private CodePointer? PointerOf(string? scheme, string code)
    {
        CodePointer? any = null, every = null;
        foreach (var pointer in Codes)
        {
            if (pointer.Matches(scheme, code)) return pointer;
            if (pointer.Matches(null, code)) any = pointer;
            if (pointer.IsEveryCode) every = pointer;
        }

        return any ?? every;
    }
}

/// <param name="Code">"51" in any scheme, "unionpay/38" in one, "MAC03" an advice code, "*" every code not listed.</param>
/// <param name="Share">What cases have taught, on the scale of <see cref="Weights.Prior"/>; null: the strength's own number.</param>
/// <param name="Since">The version that adopted the share: cases of earlier versions are in it already.</param>
public sealed record CodePointer(string Code, Strength Strength, double? Share = null, int? Since = null)
{
    public bool IsEveryCode => Code == "*";

    /// <summary>On the scale of <see cref="Weights.Prior"/>.</summary>
    public double Prior => Share ?? Weights.Prior(Strength);

    /// <summary>With a scheme only the line of that scheme, without one only the line for any scheme.</summary>
    public bool Matches(string? scheme, string code)
    {
        var cut = Code.IndexOf('/', StringComparison.Ordinal);
        var own = cut < 0 ? null : Code[..cut];
        return string.Equals(own, scheme, StringComparison.OrdinalIgnoreCase) && Code[(cut + 1)..].Equals(code, StringComparison.OrdinalIgnoreCase);
    }
}

/// <param name="Share">As <see cref="CodePointer.Share"/>.</param>
/// <param name="Since">As <see cref="CodePointer.Since"/>.</param>
public sealed record SymptomPointer(string Symptom, Strength Strength, double? Share = null, int? Since = null)
{
    /// <summary>On the scale of <see cref="Weights.Prior"/>.</summary>
    public double Prior => Share ?? Weights.Prior(Strength);
}

public sealed record EvidencePointer(string Key, Strength Strength);
