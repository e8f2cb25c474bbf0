using Portal.E2E.Screens;

namespace Portal.E2E.Support;

/// <summary>Every page there is, with who sees it and how to get there. Accessibility checks and the gallery walk this list.</summary>
public static class Pages
{
    /// <param name="Who">Mail address of the demo person; null: signed out.</param>
    /// <param name="Go">Brings an already signed-in visit to the page.</param>
    public sealed record Seen(string Name, string? Who, Func<Visit, Task> Go)
    {
        public override string ToString() => Name;
    }

    public static readonly IReadOnlyList<Seen> All =
    [
        At("landing", null, "/"),
        At("sign-in", null, "/account/login"),
        At("forgot", null, "/account/forgot"),
        At("reset-spent", null, "/account/reset?user=none&token=none"),
        At("invitation-spent", null, "/account/invitation?user=none&token=none"),
        At("not-found", null, "/no-such-page"),
        At("privacy", null, "/privacy"),
        At("my-data", SignIn.Cashier, "/account/data"),
        Follow("person-data", SignIn.Admin, "/admin/privacy?q=example", "main a[href^='/admin/privacy/people/']"),
        At("account", SignIn.Cashier, "/account"),
        At("sign-ins", SignIn.Cashier, "/account/sessions"),
        At("confirm", SignIn.Cashier, "/account/confirm?back=/account"),
        At("openid-refused", null, "/account/openid/done"),
        At("signed-out-idle", null, "/account/login?out=Idle"),
        At("two-factor-over", null, "/account/two-factor"),
        At("security", SignIn.Cashier, "/account/security"),
        At("authenticator", SignIn.Cashier, "/account/security/authenticator"),
        At("passkey", SignIn.Cashier, "/account/security/passkey"),
        At("recovery-codes", SignIn.Cashier, "/account/security/recovery-codes"),
        At("factor-gone", SignIn.Cashier, "/account/security/remove"),
        At("lookup", SignIn.Cashier, "/lookup"),
        At("lookup-found", SignIn.Cashier, $"/lookup?terminal={DemoTale.Of("bad-card").Terminal}&at=10+minutes+ago&amount=86"),
        At("lookup-nothing", SignIn.Cashier, $"/lookup?terminal={DemoTale.Of("bad-card").Terminal}&at=2020-01-01T10:00"),
        At("lookup-wrong-input", SignIn.Cashier, "/lookup?at=yesteryear&amount=abc&last4=12"),
        At("lookup-owner", SignIn.Owner, "/lookup"),
        At("lookup-agent", SignIn.Agent, "/lookup"),
        .. DemoTales.Select(tale => new Seen("verdict-" + tale.Id, SignIn.Agent, visit => OpenTale(visit, tale))),
        new("verdict-clerk", SignIn.Cashier, visit => OpenTale(visit, DemoTale.Of("bad-card"))),
        new("handout", SignIn.Cashier, async visit =>
        {
            await OpenTale(visit, DemoTale.Of("bad-card"));
            await visit.Go(new Uri(visit.Page.Url).AbsolutePath + "/customer");
        }),
        new("handout-code", SignIn.Cashier, visit => HandOut(visit, "not-known-yet")),
        new("card", SignIn.Cashier, async visit =>
        {
            await HandOut(visit, "bad-card");
            await visit.Page.Locator("a.link").ClickAsync();
            await visit.Page.Locator("article.slip h1").WaitForAsync();
        }),
        At("card-gone", null, "/card/none"),
        new("step", SignIn.Cashier, async visit =>
        {
            await OpenTale(visit, DemoTale.Of("bad-card"));
            await Walk.Start(visit);
        }),
        new("step-second", SignIn.Agent, async visit =>
        {
            await OpenTale(visit, DemoTale.Of("dead-reader"));
            await Walk.Start(visit);
            await Walk.NothingHelps(visit);
        }),
        At("no-record", SignIn.Cashier, $"/troubleshoot/no-record?terminal={DemoTale.Of("bad-card").Terminal}"),
        At("continue", SignIn.Cashier, "/continue"),
        At("tickets", SignIn.Cashier, "/tickets"),
        At("tickets-owner", SignIn.Owner, "/tickets"),
        At("ticket-new", SignIn.Cashier, "/tickets/new"),
        Follow("ticket", SignIn.Owner, "/tickets", "main a.ticket"),
        At("help", SignIn.Cashier, "/help"),
        At("help-search", SignIn.Cashier, "/help?q=51"),
        At("help-nothing", SignIn.Cashier, "/help?q=zzzz"),
        Follow("article", SignIn.Cashier, "/help", "main a[href^='/help/'], main a[href^='help/']"),
        At("codes", SignIn.Cashier, "/codes"),
        At("code", SignIn.Cashier, "/codes/unionpay/51"),
        At("code-sensitive", SignIn.Cashier, "/codes/unionpay/41"),
        At("learn", SignIn.Cashier, "/learn"),
        At("lesson", SignIn.Cashier, "/learn/reading-a-decline"),
        At("shop", SignIn.Owner, "/shop"),
        At("shop-audit", SignIn.Owner, "/shop/audit"),
        new("admin-audit", SignIn.Admin, async visit =>
        {
            await visit.Go("/admin/audit");
            await visit.Page.Locator(".desk-table tbody tr").First.WaitForAsync();
        }),
        new("admin-card-numbers", SignIn.Admin, async visit =>
        {
            // One that was found: in the address of a page, where it is masked.
            await visit.Go("/help?q=" + "4111 1111 1111 1111");
            await visit.Go("/admin/card-numbers");
            await visit.Page.Locator(".desk-table tbody tr").First.WaitForAsync();
        }),
        new("admin-privacy", SignIn.Admin, async visit =>
        {
            await visit.Go("/admin/privacy");
            await visit.Page.Locator(".desk-table tbody tr").First.WaitForAsync();
        }),
        At("shop-people", SignIn.Owner, "/shop/people"),
        At("shop-invite", SignIn.Owner, "/shop/people/new"),
        Follow("shop-person", SignIn.Owner, "/shop/people", "main a[href^='/shop/people/']:has(.tag)"),
        At("shop-visits", SignIn.Owner, "/shop/visits"),
        At("visit-new", SignIn.Agent, "/visits/new?merchant=898310058120001"),
        new("desk", SignIn.Agent, async visit =>
        {
            await visit.Go("/desk");
            await visit.Page.Locator("a.desk-row").First.WaitForAsync();
        }),
        new("admin-sessions", SignIn.Admin, async visit =>
        {
            await visit.Go("/admin/sessions");
            await visit.Page.Locator("section.desk-card h2").First.WaitForAsync();
        }),
        Follow("desk-ticket", SignIn.Agent, "/desk", "a.desk-row"),
        At("desk-nothing", SignIn.Agent, "/desk?q=zzzz"),
        At("desk-missing", SignIn.Agent, "/desk/tickets/T-9999"),
        DeskDialog("desk-keys", "?"),
        DeskDialog("desk-assign", "a"),
        DeskDialog("desk-resolve", "e"),
        new("cases", SignIn.Trainer, async visit =>
        {
            await visit.Go("/studio/cases");
            await visit.Page.Locator("main h1").WaitForAsync();
        }),
        Desk("admin", "/admin", ".desk-stats"),
        Desk("admin-people", "/admin/people", ".desk-table"),
        Follow("admin-person", SignIn.Admin, "/admin/people", ".desk-table a"),
        Desk("admin-keys", "/admin/keys", ".desk-table, .desk-empty"),
    ];

    private static IEnumerable<DemoTale> DemoTales => new[]
    {
        "lost-card", "timed-out-reversed", "double-charge-risk", "not-known-yet", "bank-outage",
    }.Select(DemoTale.Of);

    private static Seen At(string name, string? who, string path) => new(name, who, async visit =>
    {
        await visit.Go(path);
        // A desk page is empty until its circuit has drawn it.
        await visit.Page.Locator("h1:visible").First.WaitForAsync();
    });

    private static Seen Desk(string name, string path, string loaded) => new(name, SignIn.Admin, async visit =>
    {
        await visit.Go(path);
        await visit.Page.Locator(loaded).First.WaitForAsync();
    });

    private static Seen Follow(string name, string who, string from, string link) => new(name, who, async visit =>
    {
        await visit.Go(from);
        // By the link's address: pressing it would change the address before the page, and the old page would be looked at.
        await visit.Page.Locator(link).First.WaitForAsync();
        await visit.Go(await visit.Page.Locator(link).First.EvaluateAsync<string>("a => a.href"));
        await visit.Page.Locator("main h1:visible").First.WaitForAsync();
    });

    /// <summary>What a key opens over a ticket.</summary>
    private static Seen DeskDialog(string name, string key) => new(name, SignIn.Agent, async visit =>
    {
        await visit.Go("/desk");
        await visit.Page.Locator("a.desk-row").First.ClickAsync();
        await visit.Page.Locator(".desk-acts button[data-key=e]").WaitForAsync();
        await visit.Page.Keyboard.PressAsync(key);
        await visit.Page.Locator(".mud-dialog").WaitForAsync();
    });

    // Where a story's transaction was found once, everybody who may see it finds it again.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Found = new();

    private static async Task HandOut(Visit visit, string tale)
    {
        await OpenTale(visit, DemoTale.Of(tale));
        await visit.Go(new Uri(visit.Page.Url).AbsolutePath + "/customer");
        await visit.Named("生成二维码和链接", "Make a QR code").ClickAsync();
        await visit.Page.Locator("svg.qr").WaitForAsync();
    }

    private static async Task OpenTale(Visit visit, DemoTale tale)
    {
        if (Found.TryGetValue(tale.Id, out var known))
        {
            await visit.Go(known);
            return;
        }

        var merchant = visit.IsStaff ? "&merchant=" + tale.Merchant : "";
        await visit.Go($"/lookup?terminal={tale.Terminal}&at={Uri.EscapeDataString(tale.MinutesBefore + " minutes ago")}&amount={tale.Yuan}{merchant}");
        await Lookup.Open(visit, tale);
        Found[tale.Id] = new Uri(visit.Page.Url).PathAndQuery;
        await visit.Go(Found[tale.Id]);
    }
}
