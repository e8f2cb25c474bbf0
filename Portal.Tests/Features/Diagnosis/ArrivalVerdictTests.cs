using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Tests.Domain.Diagnosis;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.Diagnosis;

namespace Portal.Tests.Features.Diagnosis;

/// <summary>The whole way in: the same deliveries, in whatever order, in however many files, sent twice or not, end in the same verdicts.</summary>
public class ArrivalVerdictTests
{
    [Fact]
    public async Task Any_order_of_arrival_ends_in_the_same_verdict()
    {
        await using var portal = await TestPortal.Start();
        var start = portal.Clock.GetUtcNow();
        var runs = 0;
        await Gen.Select(Dice.Thrown, Gen.Int[0, 1_000_000], Gen.Int[1, 4]).SampleAsync(async (throws, seed, files) =>
        {
            var world = new SaleWorld(throws);
            var straight = await Run([.. world.Deliveries.Select(d => d.Row).Distinct()], 1);
            var mixed = world.Deliveries.Select(d => d.Row).Distinct().Select((row, i) => (row, Place: HashCode.Combine(i, seed))).OrderBy(r => r.Place).Select(r => r.row).ToList();
            var other = await Run([.. mixed, .. mixed.Take(3)], files);

            Assert.Equal(straight, other);

            // Each run has days, and a feed, of its own; the clock only moves on.
            async Task<List<string>> Run(List<Transaction> rows, int parts)
            {
                var run = ++runs;
                var shift = start.AddDays(run * 5) - Given.At;
                portal.Clock.Set(world.Moment + shift);
                foreach (var part in rows.Chunk(Math.Max(1, (rows.Count + parts - 1) / parts)))
                {
                    var report = await ImportFileTests.Import(portal, FeedRows.Lines(part.Select(r => Json(r, shift))), feed: "f" + run);
                    Assert.Empty(report.Rejected);
                }

                var verdicts = new List<string>();
                foreach (var row in world.Rows.Where(r => r.Type is TransactionType.Sale or TransactionType.Reversal).OrderBy(r => r.EventId, StringComparer.Ordinal))
                {
                    var found = await portal.As(Cast.Chen).Run<Web.Features.Lookup.FindTransaction, IReadOnlyList<Web.Features.Lookup.FindTransaction.Found>>(f => f.ByEventId(row.EventId!, default));
                    var id = found.Single(f => f.Transaction.Feed == "f" + run).Transaction.Id;
                    var verdict = (await portal.As(Cast.Chen).Run<Diagnose, Result<DiagnosedCase>>(d => d.Run(id, default))).Value!.Verdict;
                    verdicts.Add($"{row.EventId} {verdict.MoneyMoved} {verdict.Retry} {verdict.Because} {verdict.SettlesAt - shift} {verdict.About?.EventId}");
                    var pure = Verdicts.For(world.Case(row), world.Moment);
                    Assert.Equal((pure.MoneyMoved, pure.Retry, pure.Because), (verdict.MoneyMoved, verdict.Retry, verdict.Because));
                }

                return verdicts;
            }
        }, iter: 12, threads: 1, print: t => new SaleWorld(t.Item1).ToString());
    }

    private static JsonObject Json(Transaction row, TimeSpan shift) => FeedRows.Sale(
        row.EventId!,
        ("occurred_at", (row.OccurredAt + shift).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
        ("type", row.Type.Word()),
        ("outcome", row.SentOutcome.Word()),
        ("amount", row.Amount?.ToDecimalString()),
        ("currency", row.Amount?.Currency),
        ("response_code", row is { SentOutcome: Outcome.Declined, ResponseCode: null } ? "05" : row.ResponseCode),
        ("scheme", row.Scheme),
        ("advice_code", row.AdviceCode),
        ("code_source", row.CodeSource?.Word()),
        ("card", row.CardLast4 is null ? null : $"{row.CardFirst6}******{row.CardLast4}"),
        ("card_token", row.CardToken),
        ("unsent_count", row.UnsentCount),
        ("original_event_id", row.OriginalEventId));
}
