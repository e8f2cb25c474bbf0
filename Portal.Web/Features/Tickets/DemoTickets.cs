using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Demo;
using Portal.Web.Features.Troubleshooting;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>A handful of tickets on the planted stories, one in each state: what a first look at the desk shows.</summary>
internal sealed class DemoTickets(PortalDb db, TransactionStore store, IServiceScopeFactory scopes, TimeProvider clock) : IDemoPart
{
    private const int StepsTried = 3;

    private sealed record Planted(DemoStory? Story, string Writer, bool Walked, string Text, string? Answer = null, string? Note = null, string? Reply = null, string? Resolved = null);

    private static readonly Planted[] All =
    [
        new(DemoStories.DoubleCharge, "chen@demo.example", false, "顾客说扣了两次 66 元\n小票只打了一张，顾客还在店里等，该怎么跟她说？"),
        new(DemoStories.ContactlessLimit, "chen@demo.example", true, "闪付 300 以上都要插卡\n外滩店这台是这样，南京路店的可以直接闪付。",
            Note: "外滩这台的免密限额还是老的 300，和另外三台不一样，要提参数更新。"),
        new(DemoStories.DeadReader, "wang@demo.example", true, "插卡全都读不出来\n换了好几张卡都一样，门口这台从中午开始的。",
            Answer: "您好，这台的读卡器要检修，我们已经安排技术员。来之前请用大堂那台收款，不要改刷磁条。", Note: "K9 读卡器批次问题，带一台备机去。"),
        new(DemoStories.BadCard, "lin@demo.example", true, "同一位顾客的卡试了三次都不行\n别的顾客都正常。",
            Answer: "您好，这张卡余额不足，再刷也一样，请顾客换一张卡。您这台终端没有问题。", Reply: "换了一张就好了，谢谢！", Resolved: "顾客换卡后付款成功，终端没有问题。"),
        new(null, "chen@demo.example", false, "想把外卖窗口的终端换到新柜台\n需要你们改地址吗？", Answer: "您好，请告诉我们新柜台的地址和计划搬动的日期，我们先改登记，您再搬。"),
    ];

    public int Order => 30;

    public async Task Run(CancellationToken cancel)
    {
        if (await db.Set<Ticket>().AnyAsync(cancel) || await Person("mei@demo.example", cancel) is not { } mei) return;
        foreach (var planted in All)
        {
            if (await Person(planted.Writer, cancel) is not { } writer) continue;
            var sale = planted.Story is { } story ? await Find(story, writer, cancel) : null;
            if (planted.Story is not null && sale is null) continue;
            await Tell(planted, writer, mei, sale, cancel);
        }
    }

    private async Task Tell(Planted planted, Viewer writer, Viewer mei, TransactionId? sale, CancellationToken cancel)
    {
        var session = planted.Walked && sale is { } about ? await As<StartSession, SessionId?>(writer, start => Walk(writer, start, about, cancel)) : null;
        var opened = await As<OpenTicket, Result<int>>(
            writer, open => open.Run(new(Guid.CreateVersion7(), session is null ? sale : null, session, null, null, planted.Text, []), cancel));
        if (!opened.IsOk) return;

        var number = opened.Value;
        if (planted.Note is { } note) await As<NoteOnTicket, Result>(mei, u => u.Run(new(number, Guid.CreateVersion7(), note), cancel));
        if (planted.Answer is { } answer) await As<AnswerTicket, Result>(mei, u => u.Run(new(number, Guid.CreateVersion7(), answer), cancel));
        if (planted.Reply is { } reply) await As<ReplyToTicket, Result>(writer, u => u.Run(new(number, Guid.CreateVersion7(), reply, []), cancel));
        if (planted.Resolved is not { } reason) return;

        var version = await db.Set<Ticket>().Where(t => t.Number == number).Select(t => t.Version).SingleAsync(cancel);
        await As<ResolveTicket, Result>(mei, u => u.Run(new(number, version, reason), cancel));
    }

    /// <summary>A few answers, as somebody gives them who does not get any further.</summary>
    private async Task<SessionId?> Walk(Viewer writer, StartSession start, TransactionId sale, CancellationToken cancel)
    {
        var view = await start.Run(new(sale), cancel);
        for (var step = 0; step < StepsTried && view is { IsOk: true, Value.Step.Kind: StepKind.Check or StepKind.Fix }; step++)
        {
            var now = view.Value;
            var option = now.Step.Kind == StepKind.Fix ? Step.NoHelp : now.Step.Options[0];
            var next = await As<AnswerStep, Result<SessionView>>(writer, u => u.Run(new(now.Session.Id, now.Step.Id, option), cancel));
            if (!next.IsOk) break;
            view = next;
        }

        return view.Value?.Session.Id;
    }

    private async Task<TransactionId?> Find(DemoStory story, Viewer writer, CancellationToken cancel)
    {
        var merchant = await db.Merchants.Where(m => m.Id == writer.Merchant).Select(m => m.Number).SingleAsync(cancel);
        if (await store.NumberOf(merchant, story.Terminal.Number, cancel) is not { } terminal) return null;

        var now = clock.GetUtcNow();
        var rows = await store.Near([terminal], now.AddHours(-4), now.AddHours(1), 300, cancel);
        return rows.Where(r => r.ResponseCode == story.Code && r.Amount?.Minor == (long)(story.Yuan * 100)).OrderByDescending(r => r.OccurredAt).Select(r => (TransactionId?)r.Id).FirstOrDefault();
    }

    private async Task<Viewer?> Person(string email, CancellationToken cancel)
    {
        var user = await db.Users.Include(u => u.Stores).SingleOrDefaultAsync(u => u.Email == email, cancel);
        return user is null ? null : new Viewer
        {
            UserId = new(user.Id),
            Name = user.Name,
            Role = user.Role,
            Merchant = user.MerchantId,
            SeesAllMerchants = user.MerchantId is null,
            Stores = user.Role.IsOfStores() ? user.Stores.Select(s => s.StoreId).ToHashSet() : null,
        };
    }

    private async Task<TResult> As<TUseCase, TResult>(Viewer viewer, Func<TUseCase, Task<TResult>> act) where TUseCase : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = viewer;
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
