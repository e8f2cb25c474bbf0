using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

/// <summary>How far the sale got: decides whether money can have moved though no record of it exists.</summary>
public enum Reached { BeforeHost, Unknown, AfterHost }

public enum SymptomEnds { Shop, Acquirer, Customer, Nobody }

/// <summary>What the screen shows where no record of the sale exists.</summary>
/// <param name="DoFirst">One sentence: the first thing to do.</param>
public sealed record Symptom(
    string Id, int Order, LocalizedText Title, LocalizedText Text, Reached Reached, LocalizedText DoFirst, SymptomEnds WhoEnds);
