using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.CustomerCards;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Ui;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.CustomerCards;

/// <summary>Whatever a customer can see of a lost, stolen, pick-up, fraud or restricted card is, byte for byte, what a plain refusal shows.</summary>
public partial class SensitiveCodesTests
{
    private static readonly string?[] Advices = [null, "02", "03", "42"];

    [Fact]
    public async Task Every_page_print_and_line_a_customer_can_see_equals_that_of_a_plain_refusal()
    {
        await using var portal = await TestPortal.Start();
        var codes = (await portal.As(Viewer.Portal).Run<Knowledge, ResponseCodeCatalogue>(k => k.ResponseCodes(default))).All;
        var sensitive = codes.Where(c => c.Sensitive && !c.Code.StartsWith("MAC", StringComparison.Ordinal)).Select(c => (c.Scheme, c.Code)).ToList();
        var plain = codes.Where(c => c.Code == "05").Select(c => (c.Scheme, c.Code)).ToList();
        Assert.True(sensitive.Count > 20 && plain.Count == 4);

        // One amount each, so that none is another try at the sale of another; ids, amounts and codes are blotted out before comparing.
        var rows = sensitive.Concat(plain).SelectMany(c => Advices.Select(advice => (c.Scheme, c.Code, Advice: advice)))
            .Append((Scheme: "mastercard", Code: "51", Advice: "42")).Select((c, i) => (Id: $"C{i}", Amount: 1_000 + i, c.Scheme, c.Code, c.Advice)).ToList();
        await ImportFileTests.Import(portal, FeedRows.Lines(rows.Select(r => FeedRows.Sale(
            r.Id, ("outcome", "declined"), ("response_code", r.Code), ("scheme", r.Scheme), ("advice_code", r.Advice), ("amount", $"{r.Amount}.00")))));

        using var lin = await portal.Browse(Cast.Lin);
        using var stranger = portal.Browse();
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("k", ["transactions:read"], null, null), default));
        using var program = portal.Browse();
        program.UseKey(key.Value!);

        var seen = new Dictionary<string, List<string>>();
        foreach (var row in rows)
        {
            var id = (await ImportFileTests.Find(portal, row.Id))!.Id;
            var token = (await portal.As(Cast.Lin).Run<MakeCard, Result<string>>(m => m.Run(id, default))).Value!;
            var whole = string.Join('\n',
                await stranger.Read($"/card/{token}"),
                Customer().Match(await lin.Read($"/transactions/{id}/customer?card={token}")).Value,
                Spoken().Match(await lin.Read($"/transactions/{id}")).Value,
                JsonDocument.Parse(await program.Read($"/api/v1/transactions/{id}/diagnosis")).RootElement.GetProperty("customer_line").GetString());
            var blotted = QrCode().Replace(Hidden().Replace(whole, ""), "").Replace(token, "TOKEN").Replace($"/transactions/{id}", "/transactions/ID")
                .Replace($"{row.Amount:N0}.00", "AMOUNT", StringComparison.Ordinal);
            if (!seen.TryGetValue(blotted, out var list)) seen[blotted] = list = [];
            list.Add($"{row.Scheme} {row.Code} {row.Advice}");
        }

        Assert.True(seen.Count == 1, string.Join("\n\n", seen.Select(s => $"{string.Join(", ", s.Value)}:\n{s.Key}")));
        Assert.Contains("没有付成，没有扣款", seen.Keys.Single());
    }

    [Fact]
    public async Task A_link_is_as_long_and_a_qr_code_as_large_whatever_the_code()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("A", ("outcome", "declined"), ("response_code", "05")),
            FeedRows.Sale("B", ("outcome", "declined"), ("response_code", "43"), ("amount", "12.00"))));
        var sides = new List<(int, int)>();
        foreach (var row in new[] { "A", "B" })
        {
            var id = (await ImportFileTests.Find(portal, row))!.Id;
            var token = (await portal.As(Cast.Lin).Run<MakeCard, Result<string>>(m => m.Run(id, default))).Value!;
            sides.Add((token.Length, QrPath.Of("https://shop.example/card/" + token).Side));
        }

        Assert.Equal(sides[0], sides[1]);
    }

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex Customer();

    [GeneratedRegex("<div class=\"say\">.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Spoken();

    [GeneratedRegex("<path d=\"M[^\"]*\"")]
    private static partial Regex QrCode();

    /// <summary>The form's token and the state of the page: sealed anew with every answer.</summary>
    [GeneratedRegex("<input type=\"hidden\"[^>]*>|<!--Blazor-Server-Component-State:[^>]*-->")]
    private static partial Regex Hidden();
}
