using Portal.Tests.Support;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Troubleshooting.Pages;

namespace Portal.Tests.Features.Troubleshooting;

public class SymptomSignsTests
{
    [Fact]
    public async Task The_no_record_page_shows_every_symptom_of_the_starter_pack_below_its_place()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea);
        using var chen = await portal.Browse(Cast.Chen);
        var shipped = (await StarterPack.Read(StarterPack.Folder, TestContext.Current.CancellationToken)).Value!.Playbook.Symptoms.Select(s => s.Id).ToList();

        var page = await chen.Read($"/troubleshoot/no-record?terminal={Cast.Till1.Number}");

        Assert.Equal(20, shipped.Count);
        Assert.All(shipped, id => Assert.Contains($"name=\"symptom\" value=\"{id}\"", page, StringComparison.Ordinal));
        Assert.Equal(6, System.Text.RegularExpressions.Regex.Count(page, "<h3>"));
        Assert.True(page.IndexOf("<h3>其他</h3>", StringComparison.Ordinal) < page.IndexOf("value=\"scan-to-pay\"", StringComparison.Ordinal));
        Assert.True(page.IndexOf("value=\"serial-mismatch\"", StringComparison.Ordinal) < page.IndexOf("<h3>其他</h3>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_symptom_that_a_trainer_added_stands_with_the_terminals() => Assert.Equal((SymptomPlace.Terminal, "terminal"), SymptomSigns.Of("coffee-in-the-keypad"));
}
