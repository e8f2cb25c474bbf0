using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Tests.Support;
using Portal.Web.Features.Training;

namespace Portal.Tests.Features.Training;

public class LessonTests
{
    private const string Slug = "reading-a-decline";

    [Fact]
    public async Task A_cashier_reads_answers_and_signs()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains("看懂一次拒绝", await lin.Read("/learn"));
        var answer = await lin.Post($"/learn/{Slug}", await Right(portal));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("已签名", await lin.Read($"/learn/{Slug}"));
        Assert.Contains("14:05 已读", await lin.Read("/learn"));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(LessonAcknowledged)));
    }

    [Fact]
    public async Task One_wrong_answer_is_explained_kept_and_not_signed()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var answers = await Right(portal);
        var lesson = await Lesson(portal);
        answers[0] = ("q1", lesson.Questions[0].Options.First(o => !o.Right).Id);

        var answer = await lin.Post($"/learn/{Slug}", answers);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("还有题没答对", page);
        Assert.Contains(lesson.Questions[0].Explain.Zh, page);
        Assert.Equal(lesson.Questions.Count, page.Split(" checked").Length - 1);
        await using var db = portal.Database();
        Assert.False(await db.Set<Acknowledgement>().AnyAsync());
    }

    [Fact]
    public async Task Twenty_presses_at_once_sign_once()
    {
        await using var portal = await TestPortal.Start();
        var answers = (await Right(portal)).ToDictionary(a => a.Name, a => a.Value);
        var lin = portal.As(Cast.Lin);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => lin.Run<SignLesson>(u => u.Run(new(Slug, 1, answers, null), default)))));

        Assert.All(results, r => Assert.True(r.IsOk));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<Acknowledgement>().CountAsync());
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(LessonAcknowledged)));
    }

    [Fact]
    public async Task A_newer_version_asks_again()
    {
        await using var portal = await TestPortal.Start();
        var answers = (await Right(portal)).ToDictionary(a => a.Name, a => a.Value);
        var lin = portal.As(Cast.Lin);
        await lin.Run<SignLesson>(u => u.Run(new(Slug, 1, answers, null), default));
        await using (var db = portal.Database())
        {
            db.Add(new StoredLesson(new LessonId(Guid.CreateVersion7()), (await Lesson(portal)) with { Version = 2 }, portal.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.Equal(TrainingProblems.Newer, (await lin.Run<SignLesson>(u => u.Run(new(Slug, 1, answers, null), default))).Problem);
        var mine = (await lin.Run<MyLessons, IReadOnlyList<MyLessons.Mine>>(u => u.Run(default))).Single(m => m.Lesson.Slug == Slug);
        Assert.True(mine is { ReadAt: null, ReadBefore: true });
        Assert.True((await lin.Run<SignLesson>(u => u.Run(new(Slug, 2, answers, null), default))).IsOk);
    }

    [Fact]
    public async Task A_lesson_of_a_ticket_comes_first_once_and_remembers_the_ticket()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        for (var i = 0; i < 2; i++) Assert.True((await portal.As(Cast.Mei).Run<AssignLesson>(u => u.Run(Cast.LotusTea.Id, null, Slug, 1042, default))).IsOk);
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains("来自工单 T-1042", await lin.Read("/learn"));
        await lin.Post($"/learn/{Slug}?ticket=T-1042", await Right(portal));

        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<LessonAssignment>().CountAsync());
        Assert.Equal(1042, (await db.Set<Acknowledgement>().SingleAsync()).TicketNumber);
    }

    [Fact]
    public async Task Another_merchant_can_neither_assign_nor_see_nor_sign_for_this_one()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        (await portal.Browse(Cast.Lin)).Dispose();
        await portal.As(Cast.Mei).Run<AssignLesson>(u => u.Run(Cast.LotusTea.Id, null, Slug, 1042, default));
        var wang = portal.As(Cast.Wang);
        var answers = (await Right(portal)).ToDictionary(a => a.Name, a => a.Value);

        Assert.Equal(Problem.NotFound, (await wang.Run<AssignLesson>(u => u.Run(Cast.LotusTea.Id, null, Slug, 7, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<AssignLesson>(u => u.Run(Cast.HarbourNoodles.Id, Cast.Bund.Id, Slug, 7, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<AssignLesson>(u => u.Run(Cast.HarbourNoodles.Id, null, Slug, 1042, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<WhoHasRead, Result<IReadOnlyList<WhoHasRead.Reader>>>(u => u.Run(Cast.LotusTea.Id, Slug, default))).Problem);
        Assert.DoesNotContain(await wang.Run<MyLessons, IReadOnlyList<MyLessons.Mine>>(u => u.Run(default)), m => m.IsAssigned);
        Assert.True((await wang.Run<SignLesson>(u => u.Run(new(Slug, 1, answers, 1042), default))).IsOk);
        await using var db = portal.Database();
        var signed = await db.Set<Acknowledgement>().SingleAsync();
        Assert.Equal((Cast.HarbourNoodles.Id, (int?)null), (signed.MerchantId, signed.TicketNumber));
    }

    [Fact]
    public async Task The_owner_and_staff_see_who_has_read_and_a_cashier_does_not()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await lin.Post($"/learn/{Slug}", await Right(portal));

        foreach (var person in new[] { Cast.Chen, Cast.Mei })
        {
            var readers = await portal.As(person).Run<WhoHasRead, Result<IReadOnlyList<WhoHasRead.Reader>>>(u => u.Run(Cast.LotusTea.Id, Slug, default));
            Assert.True(Assert.Single(readers.Value!) is { Name: "林小雨", Version: 1, IsCurrent: true });
        }

        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Lin).Run<WhoHasRead, Result<IReadOnlyList<WhoHasRead.Reader>>>(u => u.Run(Cast.LotusTea.Id, Slug, default))).Problem);
    }

    [Fact]
    public async Task An_unknown_lesson_is_not_found_and_staff_read_without_signing_in_english_too()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        mei.Language = "en";

        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/learn/no-such-lesson")).StatusCode);
        var page = await mei.Read($"/learn/{Slug}");
        Assert.Contains("Reading a decline", page);
        Assert.DoesNotContain("name=\"version\"", page);
        Assert.Equal(TrainingProblems.ForShops, (await portal.As(Cast.Mei).Run<SignLesson>(u => u.Run(new(Slug, 1, new Dictionary<string, string>(), null), default))).Problem);
    }

    [Fact]
    public void A_broken_lesson_file_names_file_and_field()
    {
        var problem = LessonYaml.Read("07-x.yaml", "slug: x\nversion: 1\nminutes: 2\ntitle: {zh: 题, en: T}\nsummary: {zh: 题}\n").Problem;

        Assert.Equal(new Problem("lesson-file", "07-x.yaml", "summary"), problem);
    }

    private static async Task<LessonContent> Lesson(TestPortal portal) =>
        (await portal.As(Cast.Mei).Run<LessonCatalogue, LessonContent?>(u => u.Find(Slug, default)))!;

    private static async Task<(string Name, string Value)[]> Right(TestPortal portal) =>
        [.. (await Lesson(portal)).Questions.Select(q => (q.Id, q.Options.Single(o => o.Right).Id))];
}
