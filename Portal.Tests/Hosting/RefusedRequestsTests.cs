using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

public class RefusedRequestsTests
{
    [Fact]
    public async Task What_the_permission_table_refuses_is_written_down_with_its_person_and_reads_as_not_found()
    {
        await using var portal = await TestPortal.Start();
        var log = Listen(portal);
        using var lin = await portal.Browse(Cast.Lin);

        using var answer = await lin.Get("/admin/audit");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var line = Assert.Single(log.Lines);
        Assert.Contains("permission 404 GET /admin", line, StringComparison.Ordinal);
        await using var db = portal.Database();
        var person = await db.Users.Where(u => u.Email == Cast.Lin.Email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Contains(person.ToString(), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_key_and_a_form_without_its_token_are_written_down_without_what_was_sent()
    {
        await using var portal = await TestPortal.Start();
        var log = Listen(portal);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };

        (await stranger.GetAsync("/api/v1/transactions?terminal=10000001")).Dispose();
        (await stranger.PostAsync("/account/login", new FormUrlEncodedContent([new("email", "someone@example.test")]))).Dispose();

        Assert.Contains(log.Lines, line => line.Contains("no-key 401 GET /api", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("form 400 POST /account", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("10000001", StringComparison.Ordinal) || line.Contains("example.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_allowed_and_being_led_to_the_sign_in_are_no_refusals()
    {
        await using var portal = await TestPortal.Start();
        var log = Listen(portal);
        using var lin = await portal.Browse(Cast.Lin);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };

        (await lin.Get("/lookup")).Dispose();
        (await lin.Get("/nowhere")).Dispose();
        (await stranger.GetAsync("/lookup")).Dispose();

        Assert.Empty(log.Lines);
    }

    private static Log Listen(TestPortal portal)
    {
        var log = new Log();
        portal.Find<ILoggerFactory>().AddProvider(log);
        return log;
    }

    private sealed class Log : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.EndsWith("RefusedRequests", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose() { }
    }
}
