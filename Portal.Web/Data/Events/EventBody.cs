using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Portal.Domain.Common;

namespace Portal.Web.Data.Events;

/// <summary>An event's own properties as JSON; those every event has are columns.</summary>
internal static class EventBody
{
    private static readonly HashSet<string> Columns = [nameof(PortalEvent.Merchant), nameof(PortalEvent.IsPortals), nameof(PortalEvent.Subject)];

    public static readonly JsonSerializerOptions Form = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
    };

    public static string Of(PortalEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Form);

    private static void LeaveOut(JsonTypeInfo type)
    {
        if (!typeof(PortalEvent).IsAssignableFrom(type.Type)) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (Columns.Contains(property.Name)) type.Properties.RemoveAt(i);
            else if (property.Name == nameof(PortalEvent.Changes)) property.ShouldSerialize = (_, value) => value is IReadOnlyCollection<Change> { Count: > 0 };
        }
    }
}
