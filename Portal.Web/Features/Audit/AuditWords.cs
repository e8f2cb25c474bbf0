using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Portal.Domain.Audit;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Audit;

/// <summary>
/// An entry in words of the reader's language. Each kind of event has a sentence <c>Event.&lt;kind&gt;</c> whose <c>{Name}</c>s are the event's own properties, and
/// <c>{Subject}</c>; values that are words have texts <c>Value.&lt;value&gt;</c> or, where one property alone means it so, <c>Value.&lt;property&gt;.&lt;value&gt;</c>, what changed <c>Change.&lt;what&gt;</c>.
/// </summary>
public sealed partial class AuditWords(IStringLocalizer<AuditText> text, PersonNames people)
{
    public sealed record Moved(string What, string Before, string After);

    public string Kind(string kind) => Blank().Replace(Sentence(kind), "…").Trim();

    public string Said(AuditEntry entry, AuditNames names)
    {
        var details = AuditDetails.Of(entry);
        var sentence = Sentence(entry.Kind);
        return Blank().Replace(sentence, blank => Apart(sentence, blank, blank.Groups[1].Value switch
        {
            "Subject" => Subject(entry.Subject, names),
            var property => names.Term(entry, property)?.In(Languages.Current) ?? (details.Value(property) is { } value ? Named($"Value.{property}.{value}", Word(value, names)) : text["Nothing"]),
        }));
    }

    /// <summary>Chinese is set apart from Latin letters and figures by a space.</summary>
    private static string Apart(string sentence, Match blank, string value)
    {
        var (before, after) = (blank.Index > 0 ? sentence[blank.Index - 1] : ' ', blank.Index + blank.Length < sentence.Length ? sentence[blank.Index + blank.Length] : ' ');
        return (value.Length > 0 && IsHan(before) && char.IsAsciiLetterOrDigit(value[0]) ? " " : "") + value + (value.Length > 0 && char.IsAsciiLetterOrDigit(value[^1]) && IsHan(after) ? " " : "");
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    public IReadOnlyList<Moved> Changes(AuditEntry entry, AuditNames names) =>
        [.. AuditDetails.Of(entry).Changes.Select(c => new Moved(Named("Change." + c.What, c.What), Word(c.Before, names), Word(c.After, names)))];

    /// <summary>The person by the name they had; what has no person by what it is.</summary>
    public string Who(AuditEntry entry, AuditNames names) =>
        entry.Name ?? (entry.Actor is { } actor ? NameOf(actor.Value, names) ?? people.Former(actor)
            : entry.Key is { } key ? text["Who.Key", key.ToString("N")[^6..]] : entry.Way == nameof(Way.CommandLine) ? text["Who.CommandLine"]
            : entry.Way == nameof(Way.Background) ? text["Who.Portal"] : text["Who.Nobody"]);

    public string? RoleOf(AuditEntry entry) => entry.Role is { } role ? Named("Value." + role, role) : entry.Key is not null ? text["Value.key"].Value : null;

    public string WayOf(AuditEntry entry) => Named("Way." + entry.Way, entry.Way);

    /// <summary>"ticket/T-1042" as "T-1042"; a person by name.</summary>
    private string Subject(string subject, AuditNames names)
    {
        var cut = subject.IndexOf('/', StringComparison.Ordinal);
        var (what, id) = cut < 0 ? (subject, "") : (subject[..cut], subject[(cut + 1)..]);
        var label = Named("Subject." + what, what);
        if (id is "" or "all") return label;
        var name = Guid.TryParse(id, out var guid) ? NameOf(guid, names) ?? guid.ToString("N")[^6..] : id;
        return string.Create(CultureInfo.InvariantCulture, $"{label} {name}");
    }

    private string Word(JsonElement value, AuditNames names) => value.ValueKind switch
    {
        JsonValueKind.String => Word(value.GetString(), names),
        JsonValueKind.True => text["Value.True"],
        JsonValueKind.False => text["Value.False"],
        JsonValueKind.Array => string.Join(text["Between"], value.EnumerateArray().Select(v => Word(v, names))),
        _ => value.ToString(),
    };

    private string Word(string? value, AuditNames names) =>
        string.IsNullOrEmpty(value) ? text["Nothing"]
        : Guid.TryParse(value, out var id) ? NameOf(id, names) ?? id.ToString("N")[^6..]
        : Named("Value." + value, value);

    private string? NameOf(Guid person, AuditNames names) => names.Person(person) is { } kept ? people.Shown(kept) : null;

    private string Sentence(string kind) => Named("Event." + kind, kind + " {Subject}");

    private string Named(string key, string otherwise) => text[key] is { ResourceNotFound: false } found ? found.Value : otherwise;

    [GeneratedRegex(@"\{(\w+)\}")]
    public static partial Regex Blank();
}
