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
    /// <summary>How strongly a code points here: its own scheme's line before the line for any scheme before the line for every code; null where none is written.</summary>
    public Strength? StrengthOf(string? scheme, string code)
    {
        Strength? any = null, every = null;
        foreach (var pointer in Codes)
        {
            if (pointer.Matches(scheme, code)) return pointer.Strength;
            if (pointer.Matches(null, code)) any = pointer.Strength;
            if (pointer.IsEveryCode) every = pointer.Strength;
        }

        return any ?? every;
    }

    public Strength? StrengthOfSymptom(string symptom) => Symptoms.FirstOrDefault(s => s.Symptom == symptom)?.Strength;
}

/// <param name="Code">"51" in any scheme, "unionpay/38" in one, "MAC03" an advice code, "*" every code not listed.</param>
public sealed record CodePointer(string Code, Strength Strength)
{
    public bool IsEveryCode => Code == "*";

    /// <summary>With a scheme only the line of that scheme, without one only the line for any scheme.</summary>
    public bool Matches(string? scheme, string code)
    {
        var cut = Code.IndexOf('/', StringComparison.Ordinal);
        var own = cut < 0 ? null : Code[..cut];
        return string.Equals(own, scheme, StringComparison.OrdinalIgnoreCase) && Code[(cut + 1)..].Equals(code, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed record SymptomPointer(string Symptom, Strength Strength);

public sealed record EvidencePointer(string Key, Strength Strength);
