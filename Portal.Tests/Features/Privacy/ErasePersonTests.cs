using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.Merchants;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Domain.Training;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.People;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Data.Events;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Audit;
using Portal.Web.Features.Privacy;
using Portal.Web.Features.Tickets;
using Portal.Web.Features.Training;
using Portal.Web.Features.Visits;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Privacy;

public class ErasePersonTests
{
    private const string LinsAddress = "198.51.100.23", MeisAddress = "198.51.100.77";

    [Fact]
    public async Task What_is_theirs_goes_what_is_the_cases_stays_under_a_pseudonym_and_the_chain_holds()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var (lin, mei, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Mei), await portal.Keeper());
        var number = await portal.Opens(lin.From(LinsAddress));
        await portal.Answers(mei.From(MeisAddress), number);
        await Signs(portal, lin.From(LinsAddress));
        await portal.Seals();

        var done = await portal.Erases(keeper, lin.UserId, " LIN@lotus.example ", "Asked", TicketNumber.Show(number));

        Assert.True(done.IsOk, done.Problem?.Code);
        await portal.Seals();
        var left = (await portal.Everything()).Where(v => new[] { Cast.Lin.Name, Cast.Lin.Email, Cast.Lin.Email.ToUpperInvariant(), LinsAddress, PrivacyScene.PhotoName }.Any(v.Value.Contains)).ToList();
        Assert.Empty(left);

        var talk = await portal.Reads(mei, number);
        Assert.Equal([PrivacyScene.Said, "请重启"], talk.Messages.Where(m => m.Kind != MessageKind.System).Select(m => m.Text));
        Assert.Equal(["已删除的用户 " + Pseudonym.CodeOf(lin.UserId!.Value), Cast.Mei.Name], talk.Messages.Where(m => m.Kind != MessageKind.System).Select(m => m.Author));
        Assert.Equal("已删除的用户 " + Pseudonym.CodeOf(lin.UserId!.Value), talk.OpenedBy);
        Assert.Equal("photo.jpg", talk.Messages[0].Photos.Single().Name);

        Assert.Null((await portal.Verifies()).Fault);
        var trail = await portal.Trail();
        Assert.Contains(trail, e => e.Kind == nameof(PersonErased) && e.Actor == keeper.UserId && e.Details.Contains("\"Asked\"", StringComparison.Ordinal));
        Assert.All(trail.Where(e => e.Actor == lin.UserId), e => Assert.Null(e.Name));
        // Whoever else is in it is left alone.
        Assert.Contains(trail, e => e.Actor == mei.UserId && e.Name == Cast.Mei.Name && e.Address == MeisAddress);
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<Acknowledgement>().CountAsync(a => a.Person == lin.UserId!.Value));
        Assert.False(await db.Set<DeviceSignIn>().AnyAsync(s => s.Person == lin.UserId!.Value));
    }

    private static async Task Signs(TestPortal portal, Viewer viewer)
    {
        await using var db = portal.Database();
        db.Add(new Acknowledgement(Guid.CreateVersion7(), viewer.UserId!.Value, viewer.Merchant!.Value, "reading-a-decline", 1, null, portal.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task The_file_of_the_embedded_database_holds_no_trace_either()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "for the embedded database");
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());
        await portal.Opens(lin.From(LinsAddress), photo: false);
        await portal.Seals();
        SqliteConnection.ClearAllPools();
        Assert.True(Holds(portal, Cast.Lin.Email));

        Assert.True((await portal.Erases(keeper, lin.UserId, Cast.Lin.Email)).IsOk);

        foreach (var trace in new[] { Cast.Lin.Email, Cast.Lin.Email.ToUpperInvariant(), Cast.Lin.Name, LinsAddress }) Assert.False(Holds(portal, trace), trace);
    }

    private static bool Holds(TestPortal portal, string text) =>
        new[] { portal.DatabaseFile, portal.DatabaseFile + "-wal" }.Where(File.Exists).Any(file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            open.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });

    [Fact]
    public async Task An_erased_agents_open_tickets_go_back_to_the_queue_and_names_are_gone_from_what_the_merchant_reads()
    {
        await using var portal = await TestPortal.Start();
        var (lin, mei, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Mei), await portal.Keeper());
        var (open, done) = (await portal.Opens(lin, photo: false), await portal.Opens(lin, photo: false));
        foreach (var number in new[] { open, done }) await portal.Assigns(keeper, number, mei.UserId);
        await portal.Answers(mei, open);
        Assert.True((await portal.As(mei).Run<ResolveTicket>(async u => await u.Run(new(done, (await portal.Reads(mei, done)).Ticket.Version, "好了"), default))).IsOk);
        Assert.True((await portal.As(mei).Run<StartVisit, Result<Guid>>(v => v.Run(new(Cast.LotusTea.Number, "看一下门店设置对不对", null), default))).IsOk);

        var erased = await portal.Erases(keeper, mei.UserId, Cast.Mei.Email);
        // What she looked at is written behind, and does not bring her name back.
        await portal.Services.GetRequiredService<ReadLog>().Written(default);

        Assert.Equal(1, erased.Value!.Tickets);
        var (waiting, resolved) = (await portal.Reads(keeper, open), await portal.Reads(keeper, done));
        Assert.Null(waiting.Ticket.AssigneeId);
        Assert.Equal(TicketStatus.WaitingMerchant, waiting.Ticket.Status);
        Assert.Contains(await Unassigned(portal, keeper), row => row.Number == open);
        var former = "已删除的用户 " + Pseudonym.CodeOf(mei.UserId!.Value);
        Assert.Equal((mei.UserId, former), (resolved.Ticket.AssigneeId, resolved.Assignee));
        Assert.Equal(former, waiting.Messages.Single(m => m.Happened == Happened.Assigned).Text);
        Assert.Equal(former, waiting.Messages.Single(m => m.Kind == MessageKind.Agent).Author);
        Assert.DoesNotContain(await portal.Everything(), v => v.Value.Contains(Cast.Mei.Name, StringComparison.Ordinal));

        using var chen = await portal.Browse(Cast.Chen);
        Assert.Contains(former, await chen.Read("/shop/visits"));
        Assert.Contains(former, await chen.Read("/tickets/" + TicketNumber.Show(open)));
        using var english = await portal.Browse(Cast.Chen);
        english.Language = "en";
        Assert.Contains("Former user " + Pseudonym.CodeOf(mei.UserId!.Value), await english.Read("/tickets/" + TicketNumber.Show(open)));
    }

    private static async Task<IReadOnlyList<DeskQueue.Row>> Unassigned(TestPortal portal, Viewer viewer) =>
        (await portal.As(viewer).Run<DeskQueue, DeskQueue.Queue>(q => q.Run(QueueView.Unassigned, null, default))).Rows;

    [Fact]
    public async Task The_trail_tells_of_them_by_the_same_pseudonym()
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());
        await portal.Opens(lin, photo: false);
        await portal.Erases(keeper, lin.UserId, Cast.Lin.Email);
        await portal.Seals();

        var listed = await portal.As(keeper).Run<ReadAudit, Result<ReadAudit.Listed>>(r => r.Run(AuditFilter.Of(lin.UserId!.Value.Value.ToString(), null, null, null, null, "Asia/Shanghai"), null, default));

        await using var scope = portal.Services.CreateAsyncScope();
        var words = scope.ServiceProvider.GetRequiredService<AuditWords>();
        var former = "已删除的用户 " + Pseudonym.CodeOf(lin.UserId!.Value);
        var opened = listed.Value!.Entries.Single(e => e.Kind == nameof(TicketOpened));
        Assert.Equal(former, words.Who(opened, listed.Value.Names));
        Assert.Contains(former, words.Said(listed.Value.Entries.Single(e => e.Kind == nameof(PersonErased)), listed.Value.Names));
    }

    [Fact]
    public async Task Every_way_in_is_shut_and_the_sign_in_name_is_free_again()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var keeper = await portal.Keeper();
        var person = (await portal.Known(Cast.Lin)).UserId;
        await portal.As(keeper).Run<Web.Features.People.SendInvitation, Result<string>>(s => s.Run(person!.Value, null, default));

        Assert.True((await portal.Erases(keeper, person, Cast.Lin.Email)).IsOk);

        Assert.Equal(HttpStatusCode.Found, (await lin.Get("/lookup")).StatusCode);
        using var again = portal.Browse();
        Assert.Contains("sign-in-error", await (await again.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).Content.ReadAsStringAsync());
        var anew = await portal.Known(Cast.Lin);
        Assert.NotEqual(person, anew.UserId);
    }

    [Fact]
    public async Task Photos_stay_with_the_case_or_go_with_the_person()
    {
        await using var portal = await TestPortal.Start();
        var (lin, bao, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Chen), await portal.Keeper());
        await portal.Opens(lin);
        await portal.Opens(bao);

        Assert.Equal(0, (await portal.Erases(keeper, lin.UserId, Cast.Lin.Email)).Value!.Photos);
        await using var db = portal.Database();
        Assert.Equal(2, await db.Set<Attachment>().CountAsync());

        var kim = await portal.Known(Cast.Bao);
        var number = await portal.As(kim).Run<OpenTicket, Result<int>>(u => u.Run(new(Guid.CreateVersion7(), null, null, Cast.BundTill.Id, null, "看照片", [new Upload("kim.png", Photo.Length, () => new MemoryStream(Photo))]), default));
        Assert.True(number.IsOk);
        Assert.Equal(3, await db.Set<Attachment>().CountAsync());
        Assert.Equal(1, (await portal.Erases(keeper, kim.UserId, Cast.Bao.Email, photos: true)).Value!.Photos);
        Assert.Equal(2, await db.Set<Attachment>().CountAsync());
        Assert.Equal(
            (await db.Set<Attachment>().Select(a => a.Content).ToListAsync()).Concat(await db.Set<Attachment>().Select(a => a.Small).ToListAsync()).Distinct().Order(),
            (await db.Set<Content>().Select(c => c.Hash).ToListAsync()).Order());
    }

    private static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC");

    [Fact]
    public async Task Unsent_mails_to_them_go_and_others_stay()
    {
        await using var portal = await TestPortal.Start();
        var (lin, chen, mei, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Chen), await portal.Known(Cast.Mei), await portal.Keeper());
        foreach (var who in new[] { lin, chen }) await portal.Answers(mei, await portal.Opens(who, photo: false));
        Assert.Equal(1, Mails(portal, Cast.Lin.Email));

        await portal.Erases(keeper, lin.UserId, Cast.Lin.Email);

        Assert.Equal((0, 1), (Mails(portal, Cast.Lin.Email), Mails(portal, Cast.Chen.Email)));
    }

    private static int Mails(TestPortal portal, string address) =>
        Directory.EnumerateFiles(portal.Find<Web.Features.Notifications.Outbox>().Folder, "*.eml").Count(file => File.ReadAllText(file).Contains(address, StringComparison.Ordinal));

    [Fact]
    public async Task Nobody_but_who_looks_after_privacy_finds_or_erases_anyone()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var lin = await portal.Known(Cast.Lin);
        foreach (var person in new[] { Cast.Wang, Cast.Chen, Cast.Bao, Cast.Mei, Cast.Zhao, Cast.Qian })
        {
            Assert.Empty(await portal.As(person).Run<FindPerson, IReadOnlyList<FindPerson.Found>>(f => f.Run("林", default)));
            Assert.Null(await portal.As(person).Run<FindPerson, FindPerson.View?>(f => f.One(lin.UserId!.Value, default)));
            Assert.Null(await portal.As(person).Run<FindPerson, UserId?>(f => f.BySignIn(Cast.Lin.Email, default)));
            Assert.Equal(Problem.NotFound, (await portal.Erases(person.Viewer, lin.UserId, Cast.Lin.Email)).Problem);
        }

        await using var db = portal.Database();
        Assert.True(await db.Users.AnyAsync(u => u.Email == Cast.Lin.Email && u.ErasedAt == null));
        Assert.Equal(Problem.NotFound, (await portal.Erases(Cast.Admin.Viewer, new UserId(Guid.CreateVersion7()), "")).Problem);
    }

    [Fact]
    public async Task The_last_administrator_and_the_last_owner_stay_and_it_is_said_what_to_do()
    {
        await using var portal = await TestPortal.Start();
        var (admin, chen) = (await portal.Known(Cast.Admin), await portal.Known(Cast.Chen));

        Assert.Equal(ErasureProblems.Oneself, (await portal.Erases(admin, admin.UserId, Cast.Admin.Email)).Problem);
        Assert.Equal(ErasureProblems.LastAdmin, (await portal.Erases(Viewer.Portal, admin.UserId, Cast.Admin.Email)).Problem);
        var refused = (await portal.Erases(admin, chen.UserId, Cast.Chen.Email)).Problem!;
        Assert.Equal(ErasureProblems.LastOwner(Cast.LotusTea.Name), refused);
        Assert.Contains("请先邀请另一位店主", portal.Find<Web.Shared.Text.ProblemTexts>().For(refused), StringComparison.Ordinal);

        await portal.Known(new Cast.Person("second@lotus.example", "第二店主", Role.Owner, Cast.LotusTea));
        Assert.True((await portal.Erases(admin, chen.UserId, Cast.Chen.Email)).IsOk);
    }

    [Fact]
    public async Task The_last_owner_of_a_closed_shop_may_go()
    {
        await using var portal = await TestPortal.Start();
        var (keeper, chen) = (await portal.Keeper(), await portal.Known(Cast.Chen));
        await using (var db = portal.Database())
        {
            (await db.Merchants.SingleAsync()).Describe(Cast.LotusTea.Name, "5812", MerchantStatus.Closed, null, foreignCards: false);
            await db.SaveChangesAsync();
        }

        Assert.True((await portal.Erases(keeper, chen.UserId, Cast.Chen.Email)).IsOk);
    }

    [Fact]
    public async Task A_hold_on_a_ticket_that_names_them_comes_first()
    {
        await using var portal = await TestPortal.Start();
        var (lin, mei, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Mei), await portal.Keeper());
        var number = await portal.Opens(lin, photo: false);
        await portal.Assigns(keeper, number, mei.UserId);
        Assert.True((await portal.As(keeper).Run<HoldTicket>(h => h.Run(TicketNumber.Show(number), default))).IsOk);

        foreach (var (person, name) in new[] { (lin, Cast.Lin.Email), (mei, Cast.Mei.Email) })
            Assert.Equal(ErasureProblems.OnHold([TicketNumber.Show(number)]), (await portal.Erases(keeper, person.UserId, name)).Problem);

        Assert.True((await portal.As(keeper).Run<LiftHold>(h => h.Run(number, default))).IsOk);
        Assert.True((await portal.Erases(keeper, lin.UserId, Cast.Lin.Email)).IsOk);
    }

    [Theory]
    [InlineData("chen@lotus.example", "Asked", null, "erase-not-typed")]
    [InlineData("", "Asked", null, "erase-not-typed")]
    [InlineData("lin@lotus.example", "", null, "erase-reason")]
    [InlineData("lin@lotus.example", "7", null, "erase-reason")]
    [InlineData("lin@lotus.example", "because", null, "erase-reason")]
    [InlineData("lin@lotus.example", "Asked", "T-9999", "erase-ticket")]
    [InlineData("lin@lotus.example", "Asked", "soon", "erase-ticket")]
    public async Task What_is_typed_wrong_erases_nobody(string typed, string reason, string? ticket, string problem)
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());

        var refused = await portal.Erases(keeper, lin.UserId, typed, reason, ticket);

        Assert.Equal(problem, refused.Problem?.Code);
        await using var db = portal.Database();
        Assert.Equal(Cast.Lin.Name, await db.Users.Where(u => u.Id == lin.UserId!.Value.Value).Select(u => u.Name).SingleAsync());
        Assert.False(await db.Events.AnyAsync(e => e.Kind == nameof(PersonErased)));
        Assert.Empty(await portal.Find<ErasedList>().Read(default));
    }

    [Fact]
    public async Task Somebody_removed_long_ago_is_found_by_name_and_erased_once()
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());
        Assert.True((await portal.As(keeper).Run<Web.Features.People.RemovePerson>(r => r.Run(lin.UserId!.Value, default))).IsOk);

        var found = Assert.Single(await portal.As(keeper).Run<FindPerson, IReadOnlyList<FindPerson.Found>>(f => f.Run("小雨", default)));

        Assert.Equal((null, Cast.Lin.Name), (found.SignInName, found.ToType));
        Assert.True((await portal.Erases(keeper, found.Id, Cast.Lin.Name, "PurposeOver")).IsOk);
        Assert.Equal(ErasureProblems.Erased, (await portal.Erases(keeper, found.Id, Cast.Lin.Name)).Problem);
        Assert.NotNull(Assert.Single(await portal.As(keeper).Run<FindPerson, IReadOnlyList<FindPerson.Found>>(f => f.Run(Pseudonym.CodeOf(found.Id), default))).ErasedAt);
    }

    [Fact]
    public async Task What_an_open_page_wrote_in_its_last_seconds_is_swept_up()
    {
        await using var portal = await TestPortal.Start();
        var (mei, keeper) = (await portal.Known(Cast.Mei), await portal.Keeper());
        var number = await portal.Opens(await portal.Known(Cast.Lin), photo: false);
        await portal.Erases(keeper, mei.UserId, Cast.Mei.Email);
        await portal.Answers(mei.From(MeisAddress), number);
        await portal.Seals();

        await portal.Find<ReplayErasures>().Sweep(default);

        Assert.DoesNotContain(await portal.Everything(), v => v.Value.Contains(Cast.Mei.Name, StringComparison.Ordinal) || v.Value.Contains(MeisAddress, StringComparison.Ordinal));
        Assert.Null((await portal.Reads(keeper, number)).Ticket.AssigneeId);
        Assert.Null((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task Two_who_erase_the_same_person_at_once_do_it_once()
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());

        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => portal.Erases(keeper, lin.UserId, Cast.Lin.Email))));

        Assert.Equal(1, done.Count(d => d.IsOk));
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Contains(d.Problem!.Code, new[] { "erase-done", "stale" }));
        Assert.Single(await portal.Events(nameof(PersonErased)));
        Assert.Single(await portal.Find<ErasedList>().Read(default));
    }
}
