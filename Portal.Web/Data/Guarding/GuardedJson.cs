using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Common;

namespace Portal.Web.Data.Guarding;

/// <summary>JSON with card data masked in its texts; it stays JSON. Its numbers are ids and amounts of the portal, which nobody types.</summary>
internal static class GuardedJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same object where nothing was found.</summary>
    public static string Mask(string json)
    {
        if (!json.Contains('\\', StringComparison.Ordinal) && !CardNumbers.Contains(json)) return json;
        try
        {
            var root = JsonNode.Parse(json);
            var (masked, changed) = Masked(root);
            return changed ? masked?.ToJsonString(Plain) ?? "null" : json;
        }
        catch (JsonException)
        {
            return CardNumbers.Mask(json);
        }
    }

    private static (JsonNode? Node, bool Changed) Masked(JsonNode? node)
    {
        var changed = false;
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    var (inner, other) = Masked(value);
                    var kept = CardNumbers.Mask(name);
                    if (!other && ReferenceEquals(kept, name)) continue;
                    changed = true;
                    fields.Remove(name);
                    fields[kept] = inner;
                }

                return (fields, changed);
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var (inner, other) = Masked(items[i]);
                    if (!other) continue;
                    changed = true;
                    items[i] = inner;
                }

                return (items, changed);
            case JsonValue value when value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is var text && CardNumbers.Mask(text) is var masked && !ReferenceEquals(masked, text):
                return (JsonValue.Create(masked), true);
            default:
                return (node, false);
        }
    }
}
