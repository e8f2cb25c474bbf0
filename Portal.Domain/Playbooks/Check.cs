using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

/// <summary>What can be asked of the person at the counter.</summary>
/// <param name="KnownFrom">Facts that answer it: then it is shown as known and not asked.</param>
public sealed record Check(
    string Id, int CostSeconds, LocalizedText Title, LocalizedText Body, LocalizedText Why,
    IReadOnlyList<CheckOption> Options, IReadOnlyList<KnownFrom> KnownFrom)
{
    /// <summary>Every check has this option, and it has no effect.</summary>
    public const string DontKnow = "dont-know";

    public CheckOption? Option(string id) => Options.FirstOrDefault(o => o.Id == id);
}

public sealed record CheckOption(string Id, LocalizedText Text, IReadOnlyList<Effect> Effects);

/// <summary>What an answer does to a cause.</summary>
public sealed record Effect(string Cause, Strength Strength);

/// <summary>A fact that answers the check with one of its options.</summary>
public sealed record KnownFrom(string Evidence, string Option);
