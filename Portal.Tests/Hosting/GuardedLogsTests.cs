using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public sealed class GuardedLogsTests : IDisposable
{
    private const string Card = "4111 1111 1111 1111";

    private readonly SeenLogs seen = new();
    private readonly ILogger log;

    public GuardedLogsTests() => log = new ServiceCollection()
        .AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(seen))
        .AddGuardedLogs().BuildServiceProvider().GetRequiredService<ILoggerFactory>().CreateLogger("test");

    public void Dispose() => seen.Dispose();

    [Fact]
    public void A_sentence_and_its_values_are_masked()
    {
        log.LogWarning("GET {Path} {Query}", "/help", "?q=4111%201111%201111%201111");

        Assert.Contains("GET /help ?q=411111******1111", seen.Text);
        Assert.DoesNotContain("4111%201111", seen.Text);
    }

    [Fact]
    public void An_exception_is_masked_with_all_that_is_in_it()
    {
        log.LogError(new InvalidOperationException("outer " + Card, new FormatException("inner " + Card)), "went wrong");

        Assert.Contains("outer 411111******1111", seen.Text);
        Assert.Contains("inner 411111******1111", seen.Text);
        Assert.DoesNotContain(Card, seen.Text);
    }

    [Fact]
    public void A_scope_is_masked()
    {
        using (log.BeginScope(new Dictionary<string, object?> { ["RequestPath"] = "/x/" + Card })) log.LogInformation("inside");

        Assert.Contains("411111******1111", seen.Text);
        Assert.DoesNotContain(Card, seen.Text);
    }

    [Fact]
    public void Every_other_line_stays_as_it_is()
    {
        log.LogInformation("Terminal {Terminal} at {At}", "10000001", "14:05");

        Assert.Contains("Terminal 10000001 at 14:05", seen.Text);
        Assert.Contains("Terminal=10000001", seen.Text);
    }

    [Fact]
    public async Task The_portal_logs_through_the_guard()
    {
        await using var portal = await TestPortal.Start();
        var factory = portal.Services.GetRequiredService<ILoggerFactory>();

        Assert.StartsWith(typeof(GuardedLogs).FullName!, factory.GetType().FullName);
    }
}
