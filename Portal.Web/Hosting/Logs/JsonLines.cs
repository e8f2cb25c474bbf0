using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Portal.Web.Hosting.Logs;

/// <summary>
/// One line of JSON for each message: time (UTC), level, category, event id, the message as it stands in the source (its blanks unfilled), the fields of
/// <see cref="LogFields"/>, and of an error its types and places, never its text: what was typed or sent may stand in it.
/// </summary>
public sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "portal-json";

    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var fields = new SortedDictionary<string, object>(StringComparer.Ordinal);
        scopeProvider?.ForEachScope(static (scope, into) => Take(scope, into), fields);
        var message = Take(logEntry.State, fields);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Form))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("event_id", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name) json.WriteString("event", name);
            if (message is not null) json.WriteString("message", message);
            foreach (var (field, value) in fields)
            {
                json.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(field));
                JsonSerializer.Serialize(json, value, value.GetType());
            }

            if (logEntry.Exception is { } error) Write(json, error);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <returns>The message as it stands in the source.</returns>
    private static string? Take(object? state, SortedDictionary<string, object> into)
    {
        string? message = null;
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs) return null;
        foreach (var (name, given) in pairs)
        {
            if (name == "{OriginalFormat}") message = given as string;
            else if (LogFields.Allowed.Contains(name) && LogFields.Value(given) is { } value) into[name] = value;
        }

        return message;
    }

    private static void Write(Utf8JsonWriter json, Exception error)
    {
        json.WriteStartArray("error");
        for (Exception? one = error; one is not null; one = one.InnerException) json.WriteStringValue(one.GetType().FullName);
        json.WriteEndArray();
        json.WriteStartArray("at");
        foreach (var frame in new System.Diagnostics.StackTrace(error, fNeedFileInfo: false).GetFrames())
            if (frame.GetMethod() is { } method) json.WriteStringValue($"{method.DeclaringType?.FullName}.{method.Name}");
        json.WriteEndArray();
    }
}
