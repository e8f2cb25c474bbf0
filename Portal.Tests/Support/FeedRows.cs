using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Tests.Support;

/// <summary>Rows of a feed as a test writes them: a good sale at Lotus Tea's till 1, changed where the test says.</summary>
public static class FeedRows
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Sale(string eventId, params (string Field, JsonNode? Value)[] changes)
    {
        var row = new JsonObject
        {
            ["event_id"] = eventId,
            ["merchant_id"] = Cast.LotusTea.Number,
            ["terminal_id"] = Cast.Till1.Number,
            ["occurred_at"] = "2026-11-23T14:00:00+08:00",
            ["type"] = "sale",
            ["outcome"] = "approved",
            ["amount"] = "86.00",
            ["currency"] = "CNY",
            ["response_code"] = "00",
            ["scheme"] = "unionpay",
            ["card"] = "622202******1234",
        };
        foreach (var (field, value) in changes)
        {
            if (value is null) row.Remove(field);
            else row[field] = value;
        }

        return row;
    }

    public static string Lines(params IEnumerable<JsonObject> rows) => string.Concat(rows.Select(r => r.ToJsonString(Plain) + "\n"));
}
