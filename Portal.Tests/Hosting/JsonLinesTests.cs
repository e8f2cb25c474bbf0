using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Tests.Support;
using Portal.Web.Hosting.Logs;

namespace Portal.Tests.Hosting;

public class JsonLinesTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 11, 23, 6, 5, 0, 120, TimeSpan.Zero));

    private static string Line(Exception? error, string template, params (string Name, object? Value)[] fields)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var request = scopes.Push(new Dictionary<string, object?>
        {
            ["RequestId"] = "0HN1:00000001",
            ["RequestPath"] = "/card/secret-token",
            ["UserId"] = Guid.Parse("018f0000-0000-7000-8000-000000000001"),
            ["MerchantId"] = Guid.Parse("018f0000-0000-7000-8000-000000000002"),
            ["UserName"] = "lin@lotus.example",
        });
        var state = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create<string, object?>("{OriginalFormat}", template)).ToList();
        using var text = new StringWriter();
        new JsonLines(Clock).Write(
            new LogEntry<List<KeyValuePair<string, object?>>>(LogLevel.Warning, "Portal.Web.Features.Tickets", new EventId(7, "Late"), state, error, (_, _) => "林小雨 13812345678 4111111111111111"), scopes, text);
        return text.ToString();
    }

    [Fact]
    public void A_line_says_when_what_whose_and_how_many()
    {
        var line = Line(null, "Took {Count} rows in {ElapsedMilliseconds} ms: {Reason}", ("Count", 12), ("ElapsedMilliseconds", 4.5), ("Reason", "TimeoutException"));

        Assert.Equal(
            """
            {"time":"2026-11-23T06:05:00.120Z","level":"Warning","category":"Portal.Web.Features.Tickets","event_id":7,"event":"Late","message":"Took {Count} rows in {ElapsedMilliseconds} ms: {Reason}","count":12,"elapsed_milliseconds":4.5,"merchant_id":"018f0000-0000-7000-8000-000000000002","reason":"TimeoutException","request_id":"0HN1:00000001","user_id":"018f0000-0000-7000-8000-000000000001"}
            """.Trim() + Environment.NewLine, line);
    }

    [Fact]
    public void What_is_not_on_the_list_is_dropped_and_what_is_on_it_must_be_a_plain_word()
    {
        var line = Line(
            null, "{Name} {Phone} {Reason} {Kind} {Scheme} {Attempt} {Method}",
            ("Name", "林小雨"), ("Phone", "13812345678"), ("Reason", "the clerk typed 4111 1111 1111 1111"), ("Kind", "4111111111111111"), ("Scheme", "mei@acquirer.example"), ("Attempt", "13812345678"),
            ("Method", "机器坏了"));

        foreach (var secret in new[] { "林小雨", "13812345678", "4111", "@", "机器坏了", "secret-token", "/card/" }) Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
        Assert.Equal(
            ["time", "level", "category", "event_id", "event", "message", "merchant_id", "request_id", "user_id"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void An_error_is_told_by_its_types_and_places_never_by_its_text()
    {
        Exception caught;
        try
        {
            throw new InvalidOperationException("Duplicate entry 'lin@lotus.example'", new FormatException("4111111111111111"));
        }
        catch (InvalidOperationException error)
        {
            caught = error;
        }

        var line = JsonDocument.Parse(Line(caught, "Failed")).RootElement;

        Assert.Equal(["System.InvalidOperationException", "System.FormatException"], line.GetProperty("error").EnumerateArray().Select(e => e.GetString()));
        Assert.Contains("JsonLinesTests.An_error", line.GetProperty("at")[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("lotus", line.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4111", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_is_one_line() => Assert.Single(Line(null, "a\nb").TrimEnd().Split('\n'));

    /// <summary>The message stands in the line as it is written in the source: a value put into it with $"…" would get past the list.</summary>
    [Fact]
    public void No_message_of_the_portal_is_put_together_from_values() => Assert.Empty(House.SourceTree.Files
        .Where(f => f.IsIn("Portal.Web") && System.Text.RegularExpressions.Regex.IsMatch(f.Text, @"\.Log(Trace|Debug|Information|Warning|Error|Critical)\((\w+, )?(\$""|string\.|\w+\.Message)")).Select(f => f.Path));
}
