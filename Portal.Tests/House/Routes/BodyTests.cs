using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>Every form there is on any page, and every body of a call, with foreign ids in place of one's own and with thirty keys nobody asked for.</summary>
public class BodyTests
{
    /// <summary>Names of what the portal keeps about people, tickets and keys; none of them may be set by sending it along.</summary>
    private static readonly string[] Unasked =
    [
        "Role", "MerchantId", "Merchant", "IsStaff", "UserId", "StoreId", "Stores", "Email", "UserName", "PasswordHash", "SecurityStamp", "LockoutEnd", "EmailConfirmed",
        "TwoFactorEnabled", "Scopes", "Scope", "Hash", "SeesAllMerchants", "IsVisiting", "IsPortal", "Status", "AssigneeId", "Version", "CreatedAt", "RemovedAt", "ExpiresAt",
        "Form.Role", "Input.Role", "Viewer.Role", "User.MerchantId", "Permission", "Id",
    ];

    [Fact]
    public async Task No_form_reaches_the_other_merchant_or_changes_who_anybody_is()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var own = await Thing.Make(portal, Cast.LotusTea, Cast.NanjingRoad, Cast.Chen);
        var sibling = await Thing.Make(portal, Cast.LotusTea, Cast.Bund, Cast.Chen);
        var theirs = await Thing.Make(portal, Cast.HarbourNoodles, Cast.Harbour, Cast.Wang);
        (await portal.Browse(Cast.Wang)).Dispose();
        using var lin = await Actor.Of(portal, Cast.Lin);
        using var chen = await Actor.Of(portal, Cast.Chen);
        var broken = new List<string>();
        var before = await Kept(portal, theirs, own);
        var posted = new HashSet<string>();

        foreach (var actor in new[] { lin, chen })
            foreach (var row in RouteTable.All.Where(r => r.IsPage))
            {
                using var page = await actor.Browser.Get(row.At(own));
                if (page.StatusCode != HttpStatusCode.OK) continue;
                foreach (var form in HtmlForm.On(await page.Content.ReadAsStringAsync(), row.At(own)).ToList())
                {
                    if (form.Action is "/account/logout") continue;
                    posted.Add($"{row.Route} {form.Handler}");
                    await Post(actor, form, own, null);
                    await Post(actor, form, own, theirs);
                    if (actor == lin) await Post(actor, form, own, sibling);
                    await PostWithoutToken(actor, form);
                }
            }

        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(60))}");
        Assert.True(posted.Count > 10, $"Only {posted.Count} forms were found: {string.Join(", ", posted)}");
        Assert.Equal(before, await Kept(portal, theirs, own));

        async Task Post(Actor actor, HtmlForm form, Thing mine, Thing? foreign)
        {
            var fields = form.Fields.Select(f => (f.Name, Value: f.Name is "_handler" or "__RequestVerificationToken" ? f.Value : Swap(f.Value, mine, foreign))).ToList();
            foreach (var name in Unasked) if (fields.TrueForAll(f => f.Name != name)) fields.Add((name, ValueOf(name, foreign)));
            using var answer = await actor.Browser.PostTo(Swap(form.Action, mine, foreign), fields, form.HasFiles);
            if ((int)answer.StatusCode is >= 500 or 405) broken.Add($"{form.Action} {form.Handler} answered {actor.Name} with {(int)answer.StatusCode}");
            if (foreign is null) return;
            var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            foreach (var secret in foreign.StoreSecrets)
                if (body.Contains(secret, StringComparison.Ordinal)) broken.Add($"{form.Action} {form.Handler} shows {actor.Name} \"{secret}\"");
        }

        async Task PostWithoutToken(Actor actor, HtmlForm form)
        {
            using var answer = await actor.Browser.PostTo(form.Action, form.Fields.Where(f => f.Name != "__RequestVerificationToken"), form.HasFiles);
            if (answer.StatusCode != HttpStatusCode.BadRequest) broken.Add($"{form.Action} {form.Handler} without its token answered {actor.Name} with {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task No_call_reaches_the_other_merchant_or_changes_who_anybody_is()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var own = await Thing.Make(portal, Cast.LotusTea, Cast.NanjingRoad, Cast.Chen);
        var theirs = await Thing.Make(portal, Cast.HarbourNoodles, Cast.Harbour, Cast.Wang);
        using var program = await Actor.WithKey(portal, "key of Lotus", Cast.LotusTea, ApiScopes.All);
        var broken = new List<string>();
        var before = await Kept(portal, theirs, own);

        foreach (var row in RouteTable.All.Where(r => r is { Access: Access.ByKey, Method: "POST", Body: not null }))
            foreach (var (at, about) in new[] { (own, own), (own, theirs), (theirs, own), (theirs, theirs) })
            {
                if (JsonNode.Parse(row.Body!(about)) is not JsonObject body) continue;
                foreach (var name in Unasked.Concat(Unasked.Select(n => n.ToLowerInvariant())).Where(n => !body.ContainsKey(n))) body[name] = ValueOf(name, theirs);
                using var request = new HttpRequestMessage(HttpMethod.Post, row.At(at)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
                using var answer = await program.Browser.Send(request);
                if ((int)answer.StatusCode >= 500) broken.Add($"{row.At(at)} answered {(int)answer.StatusCode}");
                var said = await answer.Content.ReadAsStringAsync();
                if (theirs.StoreSecrets.Any(secret => said.Contains(secret, StringComparison.Ordinal))) broken.Add($"{row.At(at)} shows what is theirs");
            }

        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(60))}");
        Assert.Equal(before, await Kept(portal, theirs, own));
    }

    private static string Swap(string value, Thing mine, Thing? foreign) => foreign is null ? value
        : mine.Ids.Zip(foreign.Ids).Where(pair => value.Contains(pair.First, StringComparison.Ordinal)).Aggregate(value, (text, pair) => text.Replace(pair.First, pair.Second, StringComparison.Ordinal));

    private static string ValueOf(string name, Thing? foreign) => name switch
    {
        _ when name.EndsWith("role", StringComparison.OrdinalIgnoreCase) => nameof(Role.Admin),
        _ when name.Contains("merchant", StringComparison.OrdinalIgnoreCase) => (foreign?.Merchant ?? Cast.HarbourNoodles.Id).Value.ToString(),
        "Stores" or "StoreId" => (foreign?.Store ?? Cast.Harbour.Id).Value.ToString(),
        "Scopes" or "Scope" => "admin",
        "Email" or "UserName" => "taken@over.example",
        "UserId" or "AssigneeId" or "Id" => Cast.Wang.Id.Value.ToString(),
        "LockoutEnd" or "CreatedAt" or "RemovedAt" or "ExpiresAt" => "2030-01-01T00:00:00Z",
        _ => "true",
    };

    /// <summary>
    /// Everything that belongs to the other merchant, as text, and of everybody who they are. The sibling store's rows are among the own
    /// merchant's, which its owner may change; whether a cashier reached them shows in the answers.
    /// </summary>
    private static async Task<string> Kept(TestPortal portal, Thing theirs, Thing own)
    {
        await using var db = portal.Database();
        var kept = new StringBuilder(Everything(db, theirs.Merchant));
        // Whom the owner invited into the own shop the owner may also send away; nobody else appears, and nobody becomes somebody else.
        foreach (var u in await db.Users.AsNoTracking().Include(u => u.Stores).Where(u => u.PasswordHash != null || u.MerchantId != own.Merchant).OrderBy(u => u.Id).ToListAsync())
            kept.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{u.Id} {u.UserName} {u.Email} {u.Role} {u.MerchantId} {u.PasswordHash} {u.TwoFactorEnabled} {string.Join(',', u.Stores.Select(s => s.StoreId).OrderBy(s => s.Value))}");
        foreach (var key in await db.Set<ApiKey>().AsNoTracking().OrderBy(k => k.Id).ToListAsync()) kept.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{key.Id} {key.Scopes} {key.BoundTo} {key.RevokedAt}");
        foreach (var merchant in await db.Merchants.AsNoTracking().Where(m => m.Id != own.Merchant).ToListAsync()) kept.AppendLine(Line(db, merchant));
        return kept.ToString();
    }

    /// <summary>Every row of one merchant, as text.</summary>
    internal static string Everything(Web.Data.PortalDb db, MerchantId merchant)
    {
        var kept = new StringBuilder();
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(IBelongsToMerchant).IsAssignableFrom(t.ClrType)).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            var rows = (IEnumerable<object>)typeof(BodyTests).GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            foreach (var line in rows.Where(r => ((IBelongsToMerchant)r).MerchantId == merchant).Select(r => Line(db, r)).Order(StringComparer.Ordinal)) kept.AppendLine(line);
        }

        return kept.ToString();
    }

    private static List<T> Rows<T>(DbContext db) where T : class => [.. db.Set<T>().AsNoTracking()];

    private static string Line(DbContext db, object row) =>
        row.GetType().Name + " " + string.Join(' ', db.Entry(row).Properties.Select(p => $"{p.Metadata.Name}={p.CurrentValue}"));
}
