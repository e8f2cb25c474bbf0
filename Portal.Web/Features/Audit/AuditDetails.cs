using System.Text.Json;
using Portal.Domain.Audit;
using Portal.Domain.Common;

namespace Portal.Web.Features.Audit;

/// <summary>An entry's details, read: the event's properties and what was before and after.</summary>
public sealed class AuditDetails
{
    private readonly Dictionary<string, JsonElement> properties;

    private AuditDetails(Dictionary<string, JsonElement> properties, IReadOnlyList<Change> changes) => (this.properties, Changes) = (properties, changes);

    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Null: the event has no such property, or it is empty.</summary>
    public JsonElement? Value(string name) => properties.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? Plain(value) : null;

    public static AuditDetails Of(AuditEntry entry)
    {
        try
        {
            var properties = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(entry.Details) ?? [];
            IReadOnlyList<Change> changes = properties.Remove(nameof(PortalEvent.Changes), out var listed) ? listed.Deserialize<List<Change>>() ?? [] : [];
            return new(properties, changes);
        }
        catch (JsonException)
        {
            // Not written by this portal; the check of the chain says so.
            return new([], []);
        }
    }

    /// <summary>Every id in it; some are people's.</summary>
    public IEnumerable<Guid> Ids() => properties.Values.Select(Plain).Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString())
        .Concat(Changes.SelectMany(c => new[] { c.Before, c.After }))
        .Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>();

    // The domain's ids are objects with one value.
    private static JsonElement Plain(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty("Value", out var inner) && value.EnumerateObject().Count() == 1 ? inner : value;
}
