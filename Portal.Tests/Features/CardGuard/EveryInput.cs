using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.Ingest;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.People;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.CardGuard;

/// <summary>
/// Everything that takes text in a running portal, found by itself: every route with every name that any page or call reads from an address, every
/// field of every form on every page, every body of the API, every column of every file, what the desk writes, what the command line is given.
/// </summary>
internal sealed class EveryInput(TestPortal portal)
{
    /// <summary>How a route with a name in it is opened for real, so that its forms can be found.</summary>
    private static readonly Dictionary<string, Func<Scene, string>> Real = new()
    {
        ["/help/{Slug}"] = _ => "/help/why-cards-are-declined",
        ["/codes/{Scheme}/{Code}"] = _ => "/codes/unionpay/51",
        ["/learn/{Slug}"] = s => $"/learn/{s.Lesson}?ticket={s.TicketName}",
        ["/transactions/{Number}"] = s => $"/transactions/{s.Transaction}",
        ["/transactions/{Number}/customer"] = s => $"/transactions/{s.Transaction}/customer",
        ["/card/{Token}"] = _ => "/card/none",
        ["/troubleshoot/new"] = s => $"/troubleshoot/new?transaction={s.Transaction}",
        ["/troubleshoot/no-record"] = _ => $"/troubleshoot/no-record?terminal={Cast.Till1.Number}",
        ["/troubleshoot/{SessionId:guid}"] = s => $"/troubleshoot/{s.Session.Value}",
        ["/continue/{Code}"] = s => $"/continue/{s.ResumeCode}",
        ["/tickets/{Number}"] = s => $"/tickets/{s.TicketName}",
        ["/desk/tickets/{Number}"] = s => $"/desk/tickets/{s.TicketName}",
        ["/shop/people/{Id:guid}"] = s => $"/shop/people/{s.Clerk}",
        ["/admin/privacy/people/{Id:guid}"] = s => $"/admin/privacy/people/{s.Clerk}",
        ["/admin/privacy/people/{id:guid}/export"] = s => $"/admin/privacy/people/{s.Clerk}/export",
        ["/admin/people/{Id:guid}"] = s => $"/admin/people/{s.Clerk}",
    };

    /// <summary>What calls and pages read from an address beside the names that components declare.</summary>
    private static readonly string[] ReadByHand = ["merchant", "terminal", "at", "amount", "last4", "minutes", "refused", "outcome", "event_id", "feed", "seen", "status", "anything"];

    private static readonly string[] Names = [.. typeof(App).Assembly.GetTypes()
        .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        .Select(p => p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is { } read ? read.Name ?? p.Name : null).OfType<string>()
        .Concat(ReadByHand).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static readonly byte[] Photo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");

    private readonly List<RouteEndpoint> routes = [.. portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !Pattern(e).StartsWith("/_", StringComparison.Ordinal) && Pattern(e) != "/{**path:file}")];

    private sealed record Scene(TransactionId Transaction, SessionId Session, string ResumeCode, int Ticket, string Lesson, Guid Clerk)
    {
        public string TicketName => TicketNumber.Show(Ticket);
    }

    private Scene scene = null!;
    private Browsing anyone = null!, chen = null!, admin = null!, program = null!;
    private int at;

    /// <summary>How many ways in were tried for the last number.</summary>
    public int Tried { get; private set; }

    /// <summary>Routes that nobody says how to open.</summary>
    public IEnumerable<string> Unknown => routes.Where(r => Takes(r, "GET") && !IsApi(r)).Select(Pattern).Where(p => p.Contains('{', StringComparison.Ordinal) && !Real.ContainsKey(p)).Except(
        ["/api/{**rest}", "/openapi/{documentName}.json", "/attachments/{id:guid}", "/attachments/{id:guid}/small", "/live/{kind}/{id}"]).Distinct();

    public async Task Open()
    {
        var transaction = await portal.Declined("51");
        var walk = await portal.StartWalk(Cast.Chen, transaction);
        var ticket = await portal.Opens(Cast.Chen);
        await portal.Browse(Cast.Lin);
        await using var db = portal.Database();
        var clerk = await db.Users.Where(u => u.Email == Cast.Lin.Email).Select(u => u.Id).SingleAsync();
        scene = new(transaction, walk.Session.Id, walk.Session.ResumeCode, ticket, "reading-a-decline", clerk);
        (anyone, chen, admin) = (portal.Browse(), await portal.Browse(Cast.Chen), await portal.Browse(Cast.Admin));
        await portal.Browse(Cast.Mei);
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("all", [.. ApiScopes.All], null, null), default));
        program = portal.Browse();
        program.UseKey(key.Value!);
    }

    /// <param name="write">The number in the next spelling.</param>
    public async Task Type(string number, Func<string> write)
    {
        Tried = 0;
        await Addresses(number, write);
        await Forms(write);
        await Calls(write);
        await Rows(write);
        await Files(write);
        await Desk(number, write);
        await Headers(number);
        at++;
    }

    private async Task Addresses(string number, Func<string> write)
    {
        foreach (var (route, i) in routes.Where(r => Takes(r, "GET")).Select((r, i) => (r, i)))
        {
            var pattern = Pattern(route);
            var who = IsApi(route) ? program : IsConsole(pattern) ? admin : chen;
            var all = "?" + string.Join('&', Names.Select(n => n + "=" + Uri.EscapeDataString(write())));
            var one = "?" + Names[(at + i) % Names.Length] + "=" + Uri.EscapeDataString(write());
            await Get(who, Filled(pattern, write()) + one);
            await Get(who, Filled(pattern, "1") + all);
            await Get(anyone, Filled(pattern, number) + one);
            if (Real.TryGetValue(pattern, out var real)) await Get(who, real(scene) + (real(scene).Contains('?', StringComparison.Ordinal) ? "&" : "?") + one[1..]);
        }

        await Get(anyone, "/nowhere/" + Uri.EscapeDataString(write()));
        await Get(chen, $"/transactions/{scene.Transaction}?back=" + Uri.EscapeDataString("?last4=" + Uri.EscapeDataString(write())));
        await Get(anyone, "/account/login?back=" + Uri.EscapeDataString("/lookup?last4=" + Uri.EscapeDataString(write())));
    }

    /// <summary>Fills in every form of every page; a form that is on every page (language, theme) once.</summary>
    private async Task Forms(Func<string> write)
    {
        var done = new HashSet<string>();
        foreach (var pattern in routes.Where(r => Takes(r, "GET") && !IsApi(r)).Select(Pattern).Where(p => !IsConsole(p)).Distinct())
        {
            if (pattern.Contains('{', StringComparison.Ordinal) && !Real.ContainsKey(pattern)) continue;
            var address = Real.TryGetValue(pattern, out var real) ? real(scene) : pattern;
            foreach (var who in new[] { chen, anyone })
            {
                var page = await Get(who, address);
                if (page.StatusCode != HttpStatusCode.OK || page.Content.Headers.ContentType?.MediaType != "text/html") continue;
                foreach (var form in PageForm.PostsOf(await page.Content.ReadAsStringAsync(), address))
                {
                    var known = form.Action + form.Inputs.FirstOrDefault(f => f.Name == "_handler")?.Value + (who == anyone);
                    if (form.Action == "/account/logout" || !done.Add(known)) continue;
                    await Post(who, form, hiddenToo: false, write);
                    if (form.Inputs.Any(f => f.Name == "back")) await Post(who, form, hiddenToo: true, write);
                }
            }
        }
    }

    private async Task Post(Browsing who, PageForm form, bool hiddenToo, Func<string> write)
    {
        var values = form.Inputs.Where(f => f.Type != "file").Select(f => KeyValuePair.Create(
            f.Name, f.Name.StartsWith('_') || f.Type == "hidden" && !(hiddenToo && f.Name == "back") ? f.Value : f.Name == "back" ? "/lookup?last4=" + Uri.EscapeDataString(write()) : write())).DistinctBy(f => f.Key).ToList();
        using HttpContent body = form.IsMultipart ? new MultipartFormDataContent() : new FormUrlEncodedContent(values);
        if (body is MultipartFormDataContent parts)
        {
            foreach (var (name, value) in values) parts.Add(new StringContent(value), name);
            foreach (var file in form.Inputs.Where(f => f.Type == "file")) parts.Add(new ByteArrayContent(Photo), file.Name, write().ReplaceLineEndings(" ") + ".png");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = body };
        var answer = await Send(who, request);
        if (answer.Headers.Location is { } onwards) await Get(who, onwards.ToString());
    }

    private async Task Calls(Func<string> write)
    {
        string[] fields = ["transaction_id", "session_id", "terminal_id", "subject", "message", "text", "symptom", "at", "amount", "step_id", "answer", "works", "record"];
        foreach (var pattern in routes.Where(r => Takes(r, "POST") && IsApi(r)).Select(Pattern).Distinct())
        {
            await Call(Filled(pattern, write()), new JsonObject(fields.Select(f => KeyValuePair.Create(f, (JsonNode?)write()))));
            foreach (var field in fields) await Call(Filled(pattern, scene.Session.Value.ToString()), new JsonObject { [field] = write(), [write()] = 1 });
        }

        await Call("/api/v1/tickets", new JsonObject { ["terminal_id"] = Cast.Till1.Number, ["subject"] = write(), ["message"] = write() });
        await Call("/api/v1/tickets", new JsonObject { ["terminal_id"] = Cast.Till1.Number, ["text"] = write() });
        await Call($"/api/v1/tickets/{scene.TicketName}/messages", new JsonObject { ["text"] = write() });
    }

    private async Task Call(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        await Send(program, request);
    }

    /// <summary>Every field of a feed's row, in NDJSON over HTTP, once as a text and once as whatever the writer escapes.</summary>
    private async Task Rows(Func<string> write)
    {
        var rows = new StringBuilder();
        foreach (var field in FeedFields.Names)
        {
            var row = FeedRows.Sale("R" + Guid.NewGuid().ToString("N"), ("outcome", "declined"), ("response_code", "51"));
            if (field.StartsWith("terminal.", StringComparison.Ordinal)) row["terminal"] = new JsonObject { [field["terminal.".Length..]] = write() };
            else row[field] = write();
            rows.Append(row.ToJsonString()).Append('\n');
        }

        rows.Append(FeedRows.Sale("R" + Guid.NewGuid().ToString("N"), (write(), 1)).ToJsonString()).Append('\n');
        rows.Append(FeedRows.Sale("R" + Guid.NewGuid().ToString("N"), ("type", "gift"), ("unknown", write())).ToJsonString()).Append('\n');
        rows.Append("{\"event_id\":\"").Append(write().ReplaceLineEndings("")).Append("\"\n").Append(write().ReplaceLineEndings(" ")).Append('\n');
        foreach (var address in new[] { "/api/v1/transactions", "/api/v1/transactions?feed=" + Uri.EscapeDataString(write()) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(rows.ToString(), Encoding.UTF8, "application/x-ndjson") };
            await Send(program, request);
        }

        using var array = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transactions") { Content = new StringContent("[" + string.Join(',', rows.ToString().Split('\n').Take(FeedFields.Count)) + "]", Encoding.UTF8, "application/json") };
        await Send(program, array);
    }

    private async Task Files(Func<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("portal-canary-").FullName;
        try
        {
            string[] fields = [.. FeedFields.Names.Where(f => f is not "terminal.serial")];
            var csv = new StringBuilder(string.Join(',', fields)).Append(",unknown\n");
            foreach (var field in fields.Append("unknown"))
            {
                var row = FeedRows.Sale("F" + Guid.NewGuid().ToString("N"));
                csv.Append(string.Join(',', fields.Append("unknown").Select(f => f == field ? Quoted(write()) : (string?)row[f] ?? ""))).Append('\n');
            }

            await Import(folder, csv.ToString(), FeedFormat.Csv, write());
            await Import(folder, string.Join(',', fields) + "," + Quoted(write()) + "," + Quoted(write()) + "\n", FeedFormat.Csv, "default");
            await Import(folder, FeedRows.Lines(FeedRows.Sale("F" + Guid.NewGuid().ToString("N"), ("host_text", write()), ("rrn", write()))), FeedFormat.Ndjson, "default");

            var columns = MerchantColumns;
            var merchants = new StringBuilder(string.Join(',', columns.Keys)).Append('\n');
            foreach (var column in columns.Keys)
                merchants.Append(string.Join(',', columns.Select(c => c.Key == column ? Quoted(write()) : c.Value))).Append('\n');
            var path = Path.Combine(folder, "m.csv");
            await File.WriteAllTextAsync(path, merchants.ToString());
            Keep(await portal.As(Viewer.Portal).Run<ImportMerchants, Result<ImportMerchants.Report>>(i => i.Run(path, default)));
            await File.WriteAllTextAsync(path, Quoted(write()) + ",merchant_id\n");
            Keep(await portal.As(Viewer.Portal).Run<ImportMerchants, Result<ImportMerchants.Report>>(i => i.Run(path, default)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static readonly Dictionary<string, string> MerchantColumns = new()
    {
        ["merchant_id"] = Cast.LotusTea.Number,
        ["merchant_name"] = "莲香茶楼",
        ["mcc"] = "5812",
        ["status"] = "active",
        ["store_id"] = "S01",
        ["store_name"] = "南京路店",
        ["store_address"] = "路 1 号",
        ["time_zone"] = "Asia/Shanghai",
        ["terminal_id"] = "10000001",
        ["serial"] = "SN",
        ["model"] = "A920",
        ["firmware"] = "2.1.0",
        ["contactless_limit"] = "",
        ["enrolled_on"] = "",
        ["terminal_name"] = "收银台 1",
    };

    private async Task Import(string folder, string text, FeedFormat format, string feed)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(path, text);
        Keep(await portal.As(Viewer.Portal).Run<ImportFile, Result<IngestReport>>(i => i.Run(new(path, format, feed), null, default)));
    }

    /// <summary>What staff write in a circuit, and people who are added.</summary>
    private async Task Desk(string number, Func<string> write)
    {
        await portal.Answers(Cast.Mei, scene.Ticket, write());
        await portal.Notes(Cast.Mei, scene.Ticket, write());
        await portal.As(Cast.Mei).Run<Drafts>(u => u.Save(scene.Ticket, MessageKind.Agent, write(), default));
        await portal.Replies(Cast.Chen, scene.Ticket, write());
        Keep((await portal.Queue(Cast.Mei, QueueView.All, write())).Rows);
        var other = await portal.Opens(Cast.Chen, write());
        await portal.Answers(Cast.Mei, other);
        await portal.Resolves(Cast.Mei, other, write());
        Keep(await portal.Reads(Cast.Mei, other));
        Keep(await portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(a => a.Run(new($"p{Guid.NewGuid():N}@x.example", write(), Role.Owner, Cast.LotusTea.Number, [], null), default)));
        Keep(await portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(a => a.Run(new(number + "@x.example", "P", Role.Owner, Cast.LotusTea.Number, [], null), default)));
        Keep(await portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(a => a.Run(new($"p{Guid.NewGuid():N}@x.example", "P", Role.Owner, write(), [write()], null), default)));
        Keep(await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new(write(), [ApiScopes.FeedWrite], null, null), default)));
        Keep(await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("k", [write()], write(), null), default)));
        await Get(chen, "/tickets");
        await Get(chen, "/tickets/" + TicketNumber.Show(other));
        await Get(chen, "/shop");
    }

    private async Task Headers(string number)
    {
        string[] names = ["User-Agent", "Referer", "X-Forwarded-For", "X-Request-Id", "Accept-Language", "Accept", "Last-Event-ID", "Cookie", "Origin", "Authorization", "traceparent", "X-Requested-With", "If-None-Match"];
        foreach (var path in new[] { "/lookup", "/account/login", "/api/v1/tickets", $"/live/ticket/{scene.TicketName}?seen=" + number })
            foreach (var name in names)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation(name, name switch { "Cookie" => "theme=" + number, "Authorization" => "Bearer " + number, "Referer" or "Origin" => "http://localhost/" + number, _ => number });
                Tried++;
                using var answer = await chen.Send(request, isStream: true);
            }
    }

    /// <summary>What use cases answered, to be looked at like a page.</summary>
    public Action<string>? Said { get; set; }

    private void Keep<T>(T answer)
    {
        Tried++;
        // A problem is read as its sentence.
        var problem = answer?.GetType().GetProperty("Problem")?.GetValue(answer) as Problem;
        Said?.Invoke(problem is not null ? portal.Services.GetRequiredService<Portal.Web.Shared.Text.ProblemTexts>().For(problem) : JsonSerializer.Serialize(answer, answer?.GetType() ?? typeof(object)));
    }

    private async Task<HttpResponseMessage> Get(Browsing who, string address)
    {
        Tried++;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return address.StartsWith("/live/", StringComparison.Ordinal) ? await who.Send(request, isStream: true) : await who.Send(request);
    }

    private Task<HttpResponseMessage> Send(Browsing who, HttpRequestMessage request)
    {
        Tried++;
        return who.Send(request);
    }

    private static string Filled(string pattern, string value) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]+\}", _ => Uri.EscapeDataString(value));

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    private static bool IsApi(RouteEndpoint route) => Pattern(route).StartsWith("/api/", StringComparison.Ordinal);

    private static bool IsConsole(string pattern) => pattern.Split('/') is [_, "desk" or "studio" or "admin", ..];

    private static bool Takes(RouteEndpoint route, string method) => route.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods.Count: > 0 } limited || limited.HttpMethods.Contains(method);
}
