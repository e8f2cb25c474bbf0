using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Playbooks;

namespace Portal.Web.Features.Playbooks;

/// <summary>A playbook as it lies in the database.</summary>
public static class PlaybookJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Write(Playbook playbook) => JsonSerializer.Serialize(playbook, Options);

    public static Playbook Read(string json, int version) => JsonSerializer.Deserialize<Playbook>(json, Options)! with { Version = version };
}
