using Portal.Tests.Support;
using Portal.Web.Features.Guidance;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Features.Guidance;

public class GuidePackTests
{
    private const string Good = """
        slug: one
        kind: faq
        topic: money
        order: 1
        title: {zh: 一, en: One}
        summary: {zh: 一, en: One}
        body: {zh: 一, en: One}
        codes: ["unionpay/51"]
        related: []
        lessons: []
        """;

    [Fact]
    public void A_good_file_is_read() => Assert.True(GuideYaml.Read("faq/01-one.yaml", Good).IsOk);

    [Theory]
    [InlineData("slug: one", "slug: two", "slug")]
    [InlineData("slug: one", "slug: One Two", "slug")]
    [InlineData("kind: faq", "kind: story", "kind")]
    [InlineData("kind: faq", "", "kind")]
    [InlineData("topic: money", "topic: weather", "topic")]
    [InlineData("title: {zh: 一, en: One}", "title: {zh: 一}", "title.en")]
    [InlineData("summary: {zh: 一, en: One}", "summary: {en: One}", "summary.zh")]
    [InlineData("body: {zh: 一, en: One}", "", "body.zh")]
    [InlineData("unionpay/51", "51", "codes")]
    [InlineData("related: []", "related: [Not A Slug]", "related")]
    [InlineData("lessons: []", "lessons: ['../x']", "lessons")]
    public void An_error_names_file_and_field(string right, string wrong, string field)
    {
        var problem = GuideYaml.Read("faq/01-one.yaml", Good.Replace(right, wrong)).Problem!;

        Assert.Equal("guide.field", problem.Code);
        Assert.Equal(["faq/01-one.yaml", field], problem.Args.Take(2));
    }

    [Theory]
    [InlineData("order: 1", "order: many", 4)]
    [InlineData("order: 1", "ordre: 1", 4)]
    [InlineData("kind: faq", "kind: [faq", 1)]
    public void What_is_no_such_file_names_file_and_line(string right, string wrong, int atLeast)
    {
        var problem = GuideYaml.Read("faq/01-one.yaml", Good.Replace(right, wrong)).Problem!;

        Assert.Equal("guide.unreadable", problem.Code);
        Assert.Equal("faq/01-one.yaml", problem.Args[0]);
        Assert.True(Convert.ToInt32(problem.Args[1], System.Globalization.CultureInfo.InvariantCulture) >= atLeast);
    }

    [Fact]
    public async Task Entries_that_lead_to_no_entry_are_refused()
    {
        var folder = Directory.CreateTempSubdirectory("guide-pack-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "faq"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "faq", "01-one.yaml"), Good.Replace("related: []", "related: [gone]"), TestContext.Current.CancellationToken);

        var problem = (await GuidePack.Read(folder.FullName, default)).Problem!;

        Assert.Equal(["faq/01-one.yaml", "related", "gone does not exist"], problem.Args);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Starting_again_loads_nothing_twice()
    {
        await using var portal = await TestPortal.Start();
        var shipped = (await GuidePack.Read(StarterPack.Folder, default)).Value!.Count;

        await portal.Restart();

        await using var db = portal.Database();
        Assert.Equal(shipped, db.Set<StoredGuide>().Count());
    }
}
