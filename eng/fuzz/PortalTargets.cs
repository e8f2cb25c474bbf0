using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Portal.Fuzz;

/// <summary>Something asked of a running portal: whatever comes, it is answered, and never with a fault of the portal's own.</summary>
internal abstract class PortalTarget : Target
{
    protected FuzzedPortal Portal { get; } = new();

    public override int AtOnce => 4;

    public override Task Start() => Portal.Start();

    protected static async Task<string?> Judge(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            // 505: a request line that came apart on its way (bytes that no address has) is answered by the server before any of the portal's code sees it.
            if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.HttpVersionNotSupported) return $"{request.Method} {Cut(request.RequestUri?.OriginalString)} answered {(int)answer.StatusCode}";
            if (body.Contains("   at Portal.", StringComparison.Ordinal)) return "shows a stack";
            // What the API says again is JSON with nosniff: no browser reads it as a page.
            if (answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json") return null;
            return body.Contains("<script>alert(1)</script>", StringComparison.Ordinal) || body.Contains("<img src=x onerror", StringComparison.Ordinal) ? $"{Cut(request.RequestUri?.OriginalString)} gives script back" : null;
        }
        catch (HttpRequestException)
        {
            // The client itself would not send it, or the server hung up on something that is no HTTP: it must answer the next one.
            using var next = await client.GetAsync("/healthz/live");
            return next.IsSuccessStatusCode ? null : "stopped answering";
        }
    }

    private static string Cut(string? address) => address is { Length: > 200 } ? address[..200] + "…" : address ?? "";

    protected override ValueTask Stop() => Portal.DisposeAsync();
}

/// <summary>Addresses: paths and queries of every page that reads one, as an owner, an administrator and nobody.</summary>
internal sealed class QueryTarget : PortalTarget
{
    private HttpClient[] people = [];

    public override string Name => "queries";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "/lookup?terminal=10000001&at=2026-11-20T14:05&amount=86.00&last4=1234&minutes=30", "/lookup?terminal=%E6%94%B6%E9%93%B6%E5%8F%B0&at=10+minutes+ago&amount=%EF%BC%98%EF%BC%96", "/lookup?merchant=898310058120001&at=yesterday",
            "/help?q=%E4%BD%99%E9%A2%9D", "/codes?q=51", "/codes/unionpay/51", "/help/can-i-try-again", "/learn/reading-a-decline?ticket=T-1001", "/tickets?page=1&status=open", "/tickets/T-1001", "/tickets/new?transaction=1&session=00000000-0000-0000-0000-000000000000",
            "/transactions/1", "/transactions/1/customer?link=abc", "/card/aaaaaaaaaaaaaaaaaaaaaaaa", "/troubleshoot/new?transaction=1", "/troubleshoot/no-record?terminal=10000001&at=now&amount=1", "/continue?code=ABCDEF", "/continue/ABCDEF",
            "/account/login?back=/lookup", "/account/reset?user=x&token=y", "/account/invitation?user=x&token=y", "/attachments/00000000-0000-0000-0000-000000000000", "/live/transaction/1?seen=0.1", "/desk?view=mine&q=x", "/studio/cases?code=51",
            "/api/v1/transactions?terminal=10000001&at=2026-11-20T14:05&amount=86&last4=1234&minutes=60&outcome=declined", "/api/v1/transactions?event_id=E1", "/api/v1/tickets?page=1&status=open", "/api/v1/transactions/1/diagnosis",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words => ["?", "&", "=", "%", "+", "/", "#", "terminal", "at", "amount", "q", "page", "status", "2147483647", "-1", "now", "%EF%BC%91", "%F0%9F%98%80", "%ED%A0%80", "T-", "\u202E"];

    public override async Task Start()
    {
        await base.Start();
        var program = await Portal.Program();
        people = [Portal.Browser(), await Portal.SignIn("chen@demo.example"), await Portal.SignIn("admin@demo.example"), program];
    }

    public override Task<string?> Try(byte[] input)
    {
        var address = Encoding.Latin1.GetString(input).Replace("\r", "%0d", StringComparison.Ordinal).Replace("\n", "%0a", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);
        address = "/" + address.TrimStart('/');
        if (address.StartsWith("/live/", StringComparison.Ordinal)) address = "/lookup?" + address;
        if (!Uri.TryCreate(Portal.Address.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = input.Length % 2 == 0 }, out var uri)) return Task.FromResult<string?>(null);
        var who = address.StartsWith("/api", StringComparison.Ordinal) ? people[3] : people[input.Length % 3];
        return Judge(who, new HttpRequestMessage(HttpMethod.Get, uri));
    }
}

/// <summary>Bodies of every call of the API that takes one.</summary>
internal sealed class BodyTarget : PortalTarget
{
    private static readonly string[] Paths =
    [
        "/api/v1/transactions", "/api/v1/sessions", "/api/v1/sessions/{session}/answers", "/api/v1/sessions/{session}/works", "/api/v1/sessions/{session}/record", "/api/v1/sessions/{session}/ticket",
        "/api/v1/tickets", "/api/v1/tickets/T-1001/messages", "/reports/csp",
    ];

    private HttpClient program = null!;
    private string session = Guid.Empty.ToString();

    public override string Name => "bodies";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """[{"event_id":"F1","merchant_id":"898310058120001","terminal_id":"10000001","occurred_at":"2026-11-23T14:00:00+08:00","type":"sale","outcome":"declined","amount":"86.00","currency":"CNY","response_code":"51","scheme":"unionpay"}]""",
            """{"event_id":"F2","merchant_id":"898310058120001","terminal_id":"10000001","occurred_at":"2026-11-23T14:00:00+08:00","type":"sale","outcome":"unknown","amount":"86.00","currency":"CNY","terminal":{"signal":3}}""" + "\n",
            """{"transaction_id":"1"}""", """{"terminal_id":"10000001","symptom":"no-network","at":"2026-11-23T14:00:00+08:00","amount":"12.50"}""", """{"step_id":"escalate","answer":"ask"}""", """{"works":true}""",
            """{"message":"机器打不开","subject":"x","transaction_id":"1","terminal_id":"10000001"}""", """{"text":"还是不行 4111 1111 1111 1111"}""", """{"csp-report":{"document-uri":"http://localhost/lookup","effective-directive":"script-src"}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words => ["\"transaction_id\":", "\"terminal_id\":", "\"symptom\":", "\"at\":", "\"amount\":", "\"step_id\":", "\"answer\":", "\"message\":", "\"text\":", "null", "true", "[]", "{}", "1e400", "\"\\ud800\"", "\\u0000", ":", ","];

    public override async Task Start()
    {
        await base.Start();
        program = await Portal.Program();
        using var body = new StringContent("""{"terminal_id":"10000001","symptom":"no-network"}""", Encoding.UTF8, "application/json");
        using var started = await program.PostAsync("/api/v1/sessions", body);
        if (started.StatusCode == HttpStatusCode.Created)
            session = System.Text.Json.Nodes.JsonNode.Parse(await started.Content.ReadAsStringAsync())!["id"]!.ToString();
    }

    public override Task<string?> Try(byte[] input)
    {
        var path = Paths[(input.Length + input.Aggregate(0, (sum, b) => sum + b)) % Paths.Length].Replace("{session}", session, StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(input) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(path.EndsWith("transactions", StringComparison.Ordinal) && input.Length % 2 == 0 ? "application/x-ndjson" : path.EndsWith("csp", StringComparison.Ordinal) ? "application/csp-report" : "application/json");
        return Judge(program, request);
    }
}
