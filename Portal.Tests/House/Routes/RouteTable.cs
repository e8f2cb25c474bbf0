using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>
/// Every route of the portal. <see cref="RouteMatrixTests"/> reads the routes from the running portal: one that has no row here fails it, so nobody
/// adds a route without saying who may and what a foreign id does there. Several rows for one route try it in several ways.
/// </summary>
internal static class RouteTable
{
    public static readonly IReadOnlyList<Row> All =
    [
        // Open to everybody.
        Open("/") with { SentOn = Permission.Learn },
        Open("/error"),
        Open("/not-found"),
        Open("/privacy"),
        Open("/healthz/live") with { Method = "GET" },
        Open("/healthz/ready") with { Method = "GET" },
        Open("/docs/api") with { Method = "GET" },
        Open("/openapi/{documentName}.json") with { Method = "GET", Address = _ => "/openapi/v1.json" },
        Open("/api/{**rest}") with { Method = "GET", Address = _ => "/api/nothing", Ok = 404 },
        Open("/account/login"),
        Open("/account/forgot"),
        Open("/account/reset"),
        Open("/account/invitation"),
        Open("/account/openid/done"),
        // Not there where no provider is configured.
        Open("/account/openid") with { Ok = 404 },
        Open("/account/two-factor"),
        Open("/account/passkeys/request") with { Method = "POST", Ok = 400 },
        Open("/account/logout") with { Method = "POST", Ok = 400 },
        Open("/account/language") with { Method = "POST", Ok = 400 },
        Open("/account/theme") with { Method = "POST", Ok = 400 },
        Open("/reports/csp") with { Method = "POST", Ok = 415 },
        // A card's link opens for whoever has its token; an id is none.
        Open("/card/{Token}") with { Address = t => $"/card/{t.Transaction}", Ok = 404 },

        // People, by what their role may.
        new("/account", new Access.SignedIn()),
        new("/account/confirm", new Access.SignedIn()),
        // Only one's own; ending another's is tried in EndingTests.
        new("/account/sessions", new Access.SignedIn()),
        // Only what is one's own; that it is no more is tried in ExportPersonTests.
        new("/account/data", new Access.SignedIn()),
        new("/account/data/download", new Access.SignedIn()) { Method = "GET" },
        // One's own factors; another's passkey is tried in TwoFactorTests.
        new("/account/security", new Access.SignedIn()),
        new("/account/security/required", new Access.SignedIn()) { Ok = 302 },
        new("/account/security/authenticator", new Access.SignedIn()),
        new("/account/security/passkey", new Access.SignedIn()),
        new("/account/security/recovery-codes", new Access.SignedIn()),
        new("/account/security/recovery-codes/file", new Access.SignedIn()) { Method = "POST", Ok = 400 },
        new("/account/security/remove", new Access.SignedIn()) { Ok = 404 },
        new("/account/passkeys/confirm", new Access.SignedIn()) { Method = "POST", Ok = 400 },
        new("/account/passkeys/create", new Access.SignedIn()) { Method = "POST", Ok = 400 },
        Page("/lookup", Permission.LookUp) with { Ids = Ids.OfMany, Address = t => $"/lookup?terminal={t.TerminalNumber}&at=2026-11-23T14:00&amount=86" },
        Page("/transactions/{Number}", Permission.LookUp) with { Ids = Ids.OfOne, Address = t => $"/transactions/{t.Transaction}" },
        Page("/transactions/{Number}/customer", Permission.LookUp) with { Ids = Ids.OfOne, Address = t => $"/transactions/{t.Transaction}/customer" },
        Page("/troubleshoot/new", Permission.Troubleshoot) with { Ids = Ids.OfOne, Address = t => $"/troubleshoot/new?transaction={t.Transaction}" },
        Page("/troubleshoot/no-record", Permission.Troubleshoot) with { Ids = Ids.OfMany, Address = t => $"/troubleshoot/no-record?terminal={t.TerminalNumber}" },
        Page("/troubleshoot/{SessionId:guid}", Permission.Troubleshoot) with { Ids = Ids.OfOne, Address = t => $"/troubleshoot/{t.Session}" },
        Page("/continue", Permission.Troubleshoot) with { Ids = Ids.OfMany },
        Page("/continue/{Code}", Permission.Troubleshoot) with { Ids = Ids.OfOne, Address = t => $"/continue/{t.ResumeCode}", Ok = 302 },
        Page("/help", Permission.Learn),
        Page("/help/{Slug}", Permission.Learn) with { Address = _ => "/help/what-is-a-decline", Ok = 404 },
        Page("/codes", Permission.Learn),
        Page("/codes/{Scheme}/{Code}", Permission.Learn) with { Address = _ => "/codes/unionpay/51" },
        Page("/learn", Permission.Learn),
        Page("/learn/{Slug}", Permission.Learn) with { Address = _ => "/learn/reading-a-decline" },
        Page("/tickets", Permission.ReadTickets) with { Ids = Ids.OfMany, SentOn = Permission.WorkDesk },
        Page("/tickets/new", Permission.ReadTickets) with { Ids = Ids.OfOne, Address = t => $"/tickets/new?transaction={t.Transaction}", SentOn = Permission.WorkDesk },
        Page("/tickets/new", Permission.ReadTickets) with { Ids = Ids.OfOne, Address = t => $"/tickets/new?session={t.Session}", SentOn = Permission.WorkDesk },
        Page("/tickets/{Number}", Permission.ReadTickets) with { Ids = Ids.OfOne, Address = t => $"/tickets/{t.Ticket}", SentOn = Permission.WorkDesk },
        Page("/attachments/{id:guid}", Permission.ReadTickets) with { Method = "GET", Ids = Ids.OfOne, Address = t => $"/attachments/{t.Attachment}" },
        Page("/attachments/{id:guid}/small", Permission.ReadTickets) with { Method = "GET", Ids = Ids.OfOne, Address = t => $"/attachments/{t.Attachment}/small" },
        Live(t => $"/live/transaction/{t.Transaction}?seen=0"),
        Live(t => $"/live/session/{t.Session}?seen=0"),
        Live(t => $"/live/ticket/{t.Ticket}?seen=0"),
        Live(t => $"/live/terminal/{t.Terminal}?seen=0"),
        Page("/shop", Permission.SeeShop),
        Page("/shop/audit", Permission.SeeShopAudit),
        Page("/shop/people", Permission.ManageShopPeople),
        Page("/shop/people/new", Permission.ManageShopPeople),
        Page("/shop/people/{Id:guid}", Permission.ManageShopPeople) with { Ids = Ids.OfOne, Address = t => $"/shop/people/{t.Person}" },
        Page("/shop/visits", Permission.SeeShop),
        Page("/visits/new", Permission.ViewAsMerchant) with { Address = t => "/visits/new?merchant=898310058120001" },
        Page("/visits/end", Permission.ViewAsMerchant) with { Method = "POST", Ok = 400 },

        // The staff's consoles: they see every merchant, so that the role alone decides; what a page loads is asked of the use cases.
        Page("/desk", Permission.WorkDesk),
        Page("/desk/tickets/{Number}", Permission.WorkDesk) with { Address = t => $"/desk/tickets/{t.Ticket}" },
        Page("/studio/cases", Permission.SeeCases),
        Page("/admin/audit", Permission.SeeAudit),
        Page("/admin/card-numbers", Permission.SeeAudit),
        Page("/admin/privacy", Permission.ManagePrivacy),
        Page("/admin/privacy/people/{Id:guid}", Permission.ManagePrivacy) with { Address = t => $"/admin/privacy/people/{t.Person}" },
        Page("/admin/privacy/people/{id:guid}/export", Permission.ManagePrivacy) with { Method = "GET", Ids = Ids.OfOne, Address = t => $"/admin/privacy/people/{t.Person}/export" },
        Page("/admin/audit/export.csv", Permission.SeeAudit) with { Method = "GET" },
        Page("/admin/audit/export.ndjson", Permission.SeeAudit) with { Method = "GET" },
        Page("/admin/sessions", Permission.ManagePeople),
        Page("/admin", Permission.ManagePeople),
        Page("/admin/people", Permission.ManagePeople),
        Page("/admin/people/{Id:guid}", Permission.ManagePeople) with { Address = t => $"/admin/people/{t.Person}" },
        Page("/admin/keys", Permission.ManageKeys),

        // Programs, by the scope of their key.
        Call("GET", "/api/v1/symptoms", ApiScopes.SessionsWrite),
        Call("POST", "/api/v1/transactions", ApiScopes.FeedWrite) with { Body = _ => "[]" },
        Call("GET", "/api/v1/transactions", ApiScopes.TransactionsRead) with { Ids = Ids.OfMany, Address = t => $"/api/v1/transactions?event_id={t.EventId}" },
        Call("GET", "/api/v1/transactions", ApiScopes.TransactionsRead) with { Ids = Ids.OfMany, Address = t => $"/api/v1/transactions?terminal={t.TerminalNumber}&at=2026-11-23T14:00&minutes=60" },
        Call("GET", "/api/v1/transactions/{id}", ApiScopes.TransactionsRead) with { Ids = Ids.OfOne, Address = t => $"/api/v1/transactions/{t.Transaction}" },
        Call("GET", "/api/v1/transactions/{id}/diagnosis", ApiScopes.TransactionsRead) with { Ids = Ids.OfOne, Address = t => $"/api/v1/transactions/{t.Transaction}/diagnosis" },
        Call("POST", "/api/v1/sessions", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = _ => "/api/v1/sessions", Body = t => $$"""{"transaction_id":"{{t.Transaction}}"}""" },
        Call("POST", "/api/v1/sessions", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = _ => "/api/v1/sessions", Body = t => $$"""{"terminal_id":"{{t.TerminalNumber}}","symptom":"no-network"}""" },
        Call("GET", "/api/v1/sessions/{id}", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}" },
        Call("POST", "/api/v1/sessions/{id}/answers", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}/answers", Body = _ => """{"step_id":"escalate","answer":"ask"}""" },
        Call("POST", "/api/v1/sessions/{id}/works", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}/works", Body = _ => """{"works":true}""" },
        Call("POST", "/api/v1/sessions/{id}/move", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}/move" },
        Call("POST", "/api/v1/sessions/{id}/record", ApiScopes.SessionsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}/record", Body = _ => """{"transaction_id":null}""" },
        Call("POST", "/api/v1/sessions/{id}/record", ApiScopes.SessionsWrite) with { Ids = Ids.OfMany, Address = t => $"/api/v1/sessions/{t.Session}/record", Body = t => $$"""{"transaction_id":"{{t.Transaction}}"}""" },
        Call("POST", "/api/v1/sessions/{id}/ticket", ApiScopes.TicketsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/sessions/{t.Session}/ticket", Body = _ => """{"message":"mine now"}""" },
        Call("GET", "/api/v1/tickets", ApiScopes.TicketsRead) with { Ids = Ids.OfMany },
        Call("POST", "/api/v1/tickets", ApiScopes.TicketsWrite) with { Ids = Ids.OfOne, Address = _ => "/api/v1/tickets", Body = t => $$"""{"transaction_id":"{{t.Transaction}}","message":"mine now"}""" },
        Call("GET", "/api/v1/tickets/{number}", ApiScopes.TicketsRead) with { Ids = Ids.OfOne, Address = t => $"/api/v1/tickets/{t.Ticket}" },
        Call("POST", "/api/v1/tickets/{number}/messages", ApiScopes.TicketsWrite) with { Ids = Ids.OfOne, Address = t => $"/api/v1/tickets/{t.Ticket}/messages", Body = _ => """{"text":"mine now"}""" },
    ];

    private static Row Open(string route) => new(route, new Access.Everybody());

    private static Row Page(string route, Permission needs) => new(route, new Access.Needing(needs));

    private static Row Call(string method, string route, string scope) => new(route, new Access.ByKey(scope)) { Method = method };

    private static Row Live(Func<Thing, string> address) =>
        new("/live/{kind}/{id}", new Access.Needing(Permission.LookUp)) { Method = "GET", Ids = Ids.OfOne, Address = address, IsStream = true };
}
