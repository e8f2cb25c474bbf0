using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Support;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Tickets;

namespace Portal.Tests.Features.Tickets;

/// <summary>What the tests of tickets set up and look at.</summary>
internal static class TicketScene
{
    public const string Words = "机器上显示 2016 年，我不会改日期，怎么弄？";

    public static async Task<int> Opens(this TestPortal portal, Cast.Person person, string text = Words, TerminalId? terminal = null, Guid? token = null, params Upload[] photos)
    {
        var opened = await portal.As(person).Run<OpenTicket, Result<int>>(
            u => u.Run(new(token ?? Guid.CreateVersion7(), null, null, terminal, null, text, photos), default));
        Assert.True(opened.IsOk, opened.Problem?.Code);
        return opened.Value;
    }

    public static Task<ReadTicket.View?> Reads(this TestPortal portal, Cast.Person person, int number) =>
        portal.As(person).Run<ReadTicket, ReadTicket.View?>(u => u.Run(number, default));

    public static Task<Result> Replies(this TestPortal portal, Cast.Person person, int number, string text = "还是不行", Guid? token = null) =>
        portal.As(person).Run<ReplyToTicket>(u => u.Run(new(number, token ?? Guid.CreateVersion7(), text, []), default));

    public static Task<Result> Answers(this TestPortal portal, Cast.Person person, int number, string text = "请按“功能 → 系统设置”", Guid? token = null) =>
        portal.As(person).Run<AnswerTicket>(u => u.Run(new(number, token ?? Guid.CreateVersion7(), text), default));

    public static Task<Result> Notes(this TestPortal portal, Cast.Person person, int number, string text = "电池要换") =>
        portal.As(person).Run<NoteOnTicket>(u => u.Run(new(number, Guid.CreateVersion7(), text), default));

    public static async Task<Result> Resolves(this TestPortal portal, Cast.Person person, int number, string? reason = "改好日期后恢复", int? version = null)
    {
        var seen = version ?? (await portal.Reads(Cast.Mei, number))!.Ticket.Version;
        return await portal.As(person).Run<ResolveTicket>(u => u.Run(new(number, seen, reason), default));
    }

    public static Task<DeskQueue.Queue> Queue(this TestPortal portal, Cast.Person person, QueueView view, string? search = null) =>
        portal.As(person).Run<DeskQueue, DeskQueue.Queue>(u => u.Run(view, search, default));

    public static Task<int> Unread(this TestPortal portal, Cast.Person person) =>
        portal.As(person).Run<CountUnread, int>(u => u.Count(default));

    public static Task Sees(this TestPortal portal, Cast.Person person, int number, int upTo) =>
        portal.As(person).Run<MarkSeen>(async u => { await u.Run(number, upTo, default); return Result.Ok; });
}
