using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Diagnosis;

namespace Portal.Tests.Features.Diagnosis;

/// <summary>What is gathered about a sale: bounded, whatever lies in the database, and compared with what others see.</summary>
public class GatherCaseTests
{
    /// <summary>Statements of one gathering, both those written by hand and those of EF.</summary>
    private const int MostStatements = 22;

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_what_lies_around()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var sale = await portal.Declined("91", ("issuer", "DONGHAI"));
        await Gather(portal, sale);
        var few = await Statements(portal, sale);

        var day = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(8));
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 3_000).Select(i => FeedRows.Sale("M" + i,
            ("occurred_at", Rfc3339.Write(day.AddSeconds(i % 2 == 0 ? -i : i / 2))),
            ("terminal_id", i % 3 == 0 ? Cast.Till2.Number : Cast.Till1.Number), ("card", $"622202******{i:D4}"),
            ("outcome", i % 4 == 0 ? "declined" : "approved"), ("response_code", i % 4 == 0 ? "91" : "00"), ("issuer", "DONGHAI")))));
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 60).Select(i => FeedRows.Sale("Y" + i,
            ("occurred_at", Rfc3339.Write(day.AddDays(-i * 9))), ("terminal_id", Cast.Till1.Number)))));
        await Gather(portal, sale);
        var many = await Statements(portal, sale);

        Assert.InRange(few, 5, MostStatements);
        Assert.InRange(many, 5, MostStatements);
    }

    [Fact]
    public async Task A_busy_terminal_is_read_nearest_first_and_no_later_payment_is_lost()
    {
        await using var portal = await TestPortal.Start();
        var sale = await portal.Declined("51", ("card_token", "tok1"));
        var at = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(8));
        portal.Clock.Set(at.AddHours(20));
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 2_500).Select(i => FeedRows.Sale("B" + i,
            ("occurred_at", Rfc3339.Write(at.AddSeconds(i * 4))), ("amount", "12.00"), ("card", $"622202******{i:D4}"), ("card_token", "b" + i)))
            .Append(FeedRows.Sale("paid", ("occurred_at", Rfc3339.Write(at.AddHours(1.9))), ("card_token", "tok1")))));

        var file = (await Gather(portal, sale)).Value!.File;

        Assert.InRange(file.SameTerminal.Count, 1_000, 2_001);
        Assert.Equal(at.AddSeconds(4), file.SameTerminal[0].OccurredAt == at ? file.SameTerminal[1].OccurredAt : file.SameTerminal[0].OccurredAt);
        Assert.Contains(file.SameTerminal, r => r.EventId == "paid");
        Assert.Equal(Portal.Domain.Transactions.Retry.NotNeeded, (await Diagnose(portal, sale)).Verdict.Retry);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(26)]
    [InlineData(24 * 45)]
    [InlineData(24 * 400)]
    public async Task The_last_approval_is_found_however_long_ago(double hours)
    {
        await using var portal = await TestPortal.Start();
        var at = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(8));
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("old", ("occurred_at", Rfc3339.Write(at.AddHours(-hours)))),
            FeedRows.Sale("later", ("occurred_at", Rfc3339.Write(at.AddMinutes(3)))),
            FeedRows.Sale("void", ("type", "void"), ("original_event_id", "old"), ("occurred_at", Rfc3339.Write(at.AddMinutes(-1))))));

        var file = (await Gather(portal, await portal.Declined("51"))).Value!.File;

        Assert.Equal(at.AddHours(-hours), file.LastApprovalAt);
    }

    [Fact]
    public async Task One_banks_outage_shows_at_every_shop_and_only_for_that_banks_cards()
    {
        await using var portal = await TestPortal.Start();
        await Month(portal);
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 8).Select(i => Elsewhere("O" + i, 100 + i, -i, "91", "DONGHAI"))));

        var struck = await Diagnose(portal, await portal.Declined("91", ("issuer", "DONGHAI"), ("code_source", "switch")));
        var spared = await Diagnose(portal, await portal.Declined("91", ("issuer", "HUAXIN"), ("code_source", "switch")));

        Assert.Equal(("bank-system-down", Scope.BankWide), (struck.Diagnosed.Top?.Id, struck.Diagnosed.Scope));
        Assert.Contains(struck.Diagnosed.Evidence, e => e.Key == "one-issuer");
        var fact = struck.Diagnosed.Evidence.Single(e => e.Key == "same-code-elsewhere");
        Assert.Equal([8, 8], fact.Numbers.Take(2));
        Assert.NotEqual(Scope.BankWide, spared.Diagnosed.Scope);
    }

    [Fact]
    public async Task A_common_code_at_several_shops_is_nothing()
    {
        await using var portal = await TestPortal.Start();
        await Month(portal);
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 4).Select(i => Elsewhere("C" + i, 200 + i, -i * 6, "51", Banks[i]))));

        var found = await Diagnose(portal, await portal.Declined("51", ("issuer", "HUAXIN")));

        Assert.NotEqual(Scope.BankWide, found.Diagnosed.Scope);
        Assert.DoesNotContain(found.Diagnosed.Evidence, e => e.Key == "same-code-elsewhere");
    }

    [Fact]
    public async Task With_no_history_it_says_that_it_cannot_tell()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 8).Select(i => Elsewhere("O" + i, 100 + i, -i, "91", "DONGHAI"))));

        var found = await Diagnose(portal, await portal.Declined("91", ("issuer", "DONGHAI")));

        Assert.Equal(Scope.Unknown, found.Diagnosed.Scope);
        Assert.Contains(found.Diagnosed.Evidence, e => e.Key == "too-little-elsewhere");
    }

    private static readonly string[] Banks = ["HUAXIN", "DONGHAI", "NANSHAN", "YUEHAI", "BEICHENG"];

    /// <summary>Nine days of everyday sales at two hundred other shops: 51 is common, 91 is rare.</summary>
    private static async Task Month(TestPortal portal) => await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(0, 9_000).Select(i =>
    {
        var code = i % 300 == 7 ? "91" : i % 40 == 3 ? "51" : null;
        return Elsewhere("H" + i, i % 200, -(i + 1) * 1.4, code, Banks[i / 7 % Banks.Length]);
    })));

    private static JsonObject Elsewhere(string id, int shop, double minutes, string? code, string bank) => FeedRows.Sale(id,
        ("merchant_id", $"89831005812{1000 + shop:D4}"), ("terminal_id", $"7{shop:D7}"),
        ("occurred_at", Rfc3339.Write(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(8)).AddMinutes(minutes))),
        ("outcome", code is null ? "approved" : "declined"), ("response_code", code ?? "00"), ("issuer", bank));

    private static Task<Result<Gathered>> Gather(TestPortal portal, TransactionId id) =>
        portal.As(Cast.Chen).Run<GatherCase, Result<Gathered>>(g => g.Run(id, default));

    private static async Task<DiagnosedCase> Diagnose(TestPortal portal, TransactionId id) =>
        (await portal.As(Cast.Chen).Run<Diagnose, Result<DiagnosedCase>>(d => d.Run(id, default))).Value!;

    private static async Task<long> Statements(TestPortal portal, TransactionId sale)
    {
        var lanes = portal.Services.GetRequiredService<ReadLanes>();
        using var commands = new CommandCount();
        var before = lanes.Asked;
        Assert.True((await Gather(portal, sale)).IsOk);
        return lanes.Asked - before + commands.Count;
    }

    /// <summary>EF's commands of this test: others run beside it, so only those in its own flow count.</summary>
    private sealed class CommandCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<CommandCount?> Current = new();

        private readonly List<IDisposable> subscriptions = [];
        private long count;

        public CommandCount()
        {
            Current.Value = this;
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public long Count => Interlocked.Read(ref count);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && Current.Value == this) Interlocked.Increment(ref count);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose()
        {
            foreach (var subscription in subscriptions) subscription.Dispose();
        }
    }
}
