using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Demo;

/// <summary>Who, where and when of one demo row; <see cref="Make"/> adds what every host and terminal adds.</summary>
internal static class DemoRow
{
    public const string Feed = "demo";

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static Transaction Make(DemoPlan plan, DemoMerchant merchant, DemoTerminal terminal, DateTimeOffset at, long sequence, DemoCard? card, DemoFacts facts)
    {
        var local = at.ToOffset(China);
        var key = DemoRandom.Mix((ulong)sequence + (ulong)plan.Seed);
        var day = (int)(at.ToUnixTimeSeconds() / 86_400);
        return new Transaction
        {
            Feed = Feed,
            EventId = (plan.FirstEvent + sequence).ToString(CultureInfo.InvariantCulture),
            MerchantNumber = merchant.Number,
            TerminalNumber = terminal.Number,
            OccurredAt = at,
            Type = facts.Type,
            SentOutcome = facts.Outcome,
            Amount = facts.Fen is { } fen ? new Money(fen, "CNY") : null,
            ResponseCode = facts.Code,
            Scheme = card?.Scheme ?? "unionpay",
            EntryMode = facts.EntryMode,
            CardFirst6 = card?.First6,
            CardLast4 = card?.Last4,
            CardToken = card?.Token,
            Issuer = card?.Issuer,
            ChipCondition = facts.ChipCondition,
            ServiceCode = facts.ServiceCode,
            CodeSource = facts.Source,
            UnsentCount = facts.UnsentCount,
            Stan = (sequence % 999_999 + 1).ToString("D6", CultureInfo.InvariantCulture),
            Rrn = facts.Outcome is Outcome.Unknown ? null : local.ToString("MMddHH", CultureInfo.InvariantCulture) + (sequence % 1_000_000).ToString("D6", CultureInfo.InvariantCulture),
            AuthCode = facts.Outcome is Outcome.Approved && facts.Type is TransactionType.Sale ? (key % 1_000_000).ToString("D6", CultureInfo.InvariantCulture) : null,
            Batch = (day % 900 + 17).ToString("D6", CultureInfo.InvariantCulture),
            OriginalEventId = facts.OriginalSequence is { } original ? (plan.FirstEvent + original).ToString(CultureInfo.InvariantCulture) : null,
            HostText = facts.HostText,
            Terminal = new TerminalState
            {
                Serial = terminal.Serial,
                Model = terminal.Model,
                Firmware = terminal.Firmware,
                Network = facts.Network ?? (terminal.Model == "A77" ? NetworkType.FourG : NetworkType.Wifi),
                Signal = facts.Signal ?? 3 + (int)(key % 3),
                SignedOnAt = facts.SignedOnAt ?? SignOn(local),
                LocationOk = true,
            },
        };
    }

    // Shops sign on at eight; what happens earlier belongs to the day before.
    private static DateTimeOffset SignOn(DateTimeOffset local)
    {
        var today = new DateTimeOffset(local.Date.AddHours(8), China);
        return (today <= local ? today : today.AddDays(-1)).ToUniversalTime();
    }
}

/// <summary>What makes a row what it is.</summary>
internal sealed record DemoFacts
{
    public TransactionType Type { get; init; } = TransactionType.Sale;
    public Outcome Outcome { get; init; } = Outcome.Approved;
    public long? Fen { get; init; }
    public string? Code { get; init; } = "00";
    public string? EntryMode { get; init; } = "071";
    public string? ChipCondition { get; init; }
    public string? ServiceCode { get; init; }
    public CodeSource? Source { get; init; }
    public int? UnsentCount { get; init; }
    public long? OriginalSequence { get; init; }
    public string? HostText { get; init; }
    public NetworkType? Network { get; init; }
    public int? Signal { get; init; }
    public DateTimeOffset? SignedOnAt { get; init; }
}
