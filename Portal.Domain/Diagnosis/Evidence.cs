namespace Portal.Domain.Diagnosis;

/// <summary>A fact with its source and time that supports or weakens a cause.</summary>
/// <param name="Key">Fixed id (StarterPack/README.md lists them), also the text key.</param>
/// <param name="Source">Where it comes from: "feed", "terminal", "registration", "code", "session".</param>
/// <param name="At">UTC time the fact holds for.</param>
/// <param name="Numbers">What fills the blanks of its text, in order.</param>
public sealed record Evidence(string Key, string Source, DateTimeOffset At, params object[] Numbers);
