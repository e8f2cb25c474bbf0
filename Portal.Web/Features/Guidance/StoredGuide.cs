using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Common;
using Portal.Domain.Guidance;

namespace Portal.Web.Features.Guidance;

/// <summary>An entry as it lies in the database: its content whole, as text, because it is always read whole.</summary>
public sealed class StoredGuide : Entity
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private StoredGuide() { }

    public StoredGuide(Guid id, GuideEntry entry) => (Id, Slug, Content) = (id, entry.Slug, JsonSerializer.Serialize(entry, Options));

    public Guid Id { get; private init; }
    public string Slug { get; private init; } = "";
    public string Content { get; private set; } = "";

    public static GuideEntry Read(string content) => JsonSerializer.Deserialize<GuideEntry>(content, Options)!;
}
