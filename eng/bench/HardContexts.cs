using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Merchants;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Bench;

/// <summary>
/// Declines whose code alone misleads, each context as often as the next: one card or all cards, one bank or all banks, tapped or inserted, this terminal's state. What the table
/// of contexts in the domain notes lists, as far as a record tells it. Two minutes after a sale of ¥86.00 on a registered terminal.
/// </summary>
internal static class HardContexts
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 14, 5, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Now = At.AddMinutes(2);

    public static IReadOnlyList<SimulatedCase> Of(Playbook playbook, ResponseCodeCatalogue codes)
    {
        return [.. Files().Select(file => new SimulatedCase(playbook, file, Now))];

        IEnumerable<CaseFile> Files()
        {
            foreach (var code in new[] { "05", "57", "62" })
            {
                yield return Case(Sale(code), Fine);
                yield return Case(Sale(code), Alike(code, banks: 4));
                yield return Case(Sale(code), []) with { Elsewhere = new(80, 50, 30, 1) };
            }

            yield return Case(Sale("03"), Fine);
            yield return Case(Sale("03"), Alike("03", banks: 4));
            yield return Case(Sale("03") with { Terminal = new() { LocationOk = false } }, Alike("03", banks: 2));
            foreach (var code in new[] { "12", "25", "58" })
            {
                yield return Case(Sale(code), Fine);
                yield return Case(Sale(code) with { Type = TransactionType.Void, OriginalEventId = "gone" }, Fine);
            }

            yield return Case(Sale("13"), Fine);
            yield return Case(Sale("13") with { Amount = new Money(8_600_000, "CNY") }, []);
            yield return Case(Sale("13"), Alike("13", banks: 4));
            yield return Case(Sale("14") with { EntryMode = "021" }, Fine);
            yield return Case(Sale("14"), Alike("14", banks: 4));
            yield return Case(Sale("30"), Fine);
            yield return Case(Sale("30") with { Terminal = new() { Firmware = "1.2" } }, Alike("30", banks: 3));
            yield return Case(Sale("30") with { EntryMode = "021" }, Fine);
            yield return Case(Sale("45") with { EntryMode = "021", ServiceCode = "201" }, Fine);
            yield return Case(Sale("45") with { EntryMode = "021", ServiceCode = "201", ChipCondition = "2" }, Alike("45", banks: 3));
            yield return Case(Sale("51"), Fine);
            yield return Case(Sale("54"), Fine);
            yield return Case(Sale("54"), Alike("54", banks: 4));
            yield return Case(Sale("55"), Fine);
            yield return Case(Sale("55"), Alike("55", banks: 4));
            yield return Case(Sale("75"), [Sale("55", -2, 2), Sale("55", -1, 3)]);
            yield return Case(Sale("58") with { EntryMode = "072" }, []);
            yield return Case(Sale("61") with { EntryMode = "072", Amount = new Money(100_100, "CNY") }, Fine);
            yield return Case(Sale("61"), Fine);
            yield return Case(Sale("61"), Alike("61", banks: 4));
            yield return Case(Sale("91"), Fine) with { Elsewhere = new(80, 50, 30, 1) };
            yield return Case(Sale("91"), Alike("91", banks: 4)) with { Elsewhere = new(400, 200, 90, 30) };
            foreach (var code in new[] { "68", "96", "98" })
            {
                // Settled by now: while it is open, waiting comes first for everybody.
                yield return Case(Sale(code) with { CodeSource = CodeSource.Issuer }, Fine);
                yield return Case(Sale(code) with { CodeSource = CodeSource.Issuer, Terminal = new() { Signal = 1, Network = NetworkType.TwoG } }, Alike(code, banks: 3));
                yield return Case(Sale(code) with { CodeSource = CodeSource.Issuer }, Alike(code, banks: 4)) with { Elsewhere = new(400, 200, 90, 30) };
            }

            yield return Case(Sale("90") with { OccurredAt = At }, []);
            yield return Case(Sale("97"), Alike("97", banks: 3));
            yield return Case(Sale("97"), Alike("97", banks: 3)) with { LastApprovalAt = At.AddHours(-20) };
            yield return Case(Sale("97") with { Terminal = new() { LocationOk = false } }, Alike("97", banks: 3));
            foreach (var code in new[] { "A0", "99" })
            {
                yield return Case(Sale(code), []) with { LastApprovalAt = At.AddHours(-60) };
                yield return Case(Sale(code) with { Terminal = new() { SignedOnAt = At.AddHours(-1) } }, Alike(code, banks: 3));
            }

            yield return Case(Sale("77"), Alike("77", banks: 2));
            yield return Case(Sale("05", scheme: "visa"), Fine);
            yield return Case(Sale("05") with { Terminal = new() { CertificateExpires = At.AddDays(-20) } }, Alike("05", banks: 3));
        }

        CaseFile Case(Transaction sale, Transaction[] others)
        {
            var terminal = new Terminal(new(Guid.Empty), new(Guid.Empty), new(Guid.Empty), sale.TerminalNumber);
            terminal.Describe(terminal.StoreId, "收银台 1", "SN1", "A920", "2.10", 100_000, null, true, null);
            return new CaseFile { Transaction = sale, SameTerminal = others, Terminal = terminal, Code = codes.Find(sale.Scheme, sale.ResponseCode!), NewestFirmware = "2.10", DataUntil = Now };
        }
    }

    private static Transaction[] Fine => [.. Enumerable.Range(5, 3).Select(i => Sale("00", -4 * i, i) with { SentOutcome = Outcome.Approved, CardToken = "card-" + i, CardLast4 = $"000{i}" })];

    private static Transaction[] Alike(string code, int banks) =>
        [.. Enumerable.Range(5, 4).Select(i => Sale(code, -i, i) with { CardToken = "card-" + i, CardLast4 = $"000{i}", Issuer = "bank-" + i % banks })];

    private static Transaction Sale(string code, int minutes = 0, int id = 1, string scheme = "unionpay") => new()
    {
        Id = new(id),
        EventId = "e" + id,
        MerchantNumber = "898310148160001",
        TerminalNumber = "10000001",
        OccurredAt = At.AddMinutes(minutes),
        Type = TransactionType.Sale,
        SentOutcome = Outcome.Declined,
        Amount = new Money(8_600, "CNY"),
        ResponseCode = code,
        Scheme = scheme,
        EntryMode = "051",
        CardFirst6 = "622580",
        CardLast4 = "1234",
        CardToken = "card-1",
    };
}
