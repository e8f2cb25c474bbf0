using System.Globalization;

namespace Portal.Tests.Domain.CardGuard;

/// <summary>Numbers of the trade that are no cards, as they are really made, always the same ones.</summary>
public static class References
{
    public static readonly IReadOnlyList<(string Kind, Func<Random, string> Make)> Kinds =
    [
        ("retrieval reference number", r => $"6{r.Next(1, 366):D3}{r.Next(24):D2}{Digits(r, 6)}"),
        ("terminal id", r => Digits(r, 8)),
        ("merchant number", r => $"{r.Next(100, 900)}{Digits(r, 4)}{r.Next(4000, 9000)}{Digits(r, 4)}"),
        ("mobile number", r => $"1{r.Next(3, 10)}{Digits(r, 9)}"),
        ("mobile number with country code", r => $"+86 1{r.Next(3, 10)}{Digits(r, 1)} {Digits(r, 4)} {Digits(r, 4)}"),
        ("two mobile numbers", r => $"1{r.Next(3, 10)}{Digits(r, 9)}、1{r.Next(3, 10)}{Digits(r, 9)}"),
        ("landline", r => $"0{r.Next(10, 100)}-{r.Next(2, 9)}{Digits(r, 7)}-{r.Next(1000):D3}"),
        ("order id with its day", r => Day(r) + Digits(r, r.Next(8, 13))),
        ("WeChat order", r => "4200" + Digits(r, 6) + Day(r) + Digits(r, 10)),
        ("Alipay order", r => Day(r) + "22001" + Digits(r, 15)),
        ("time stamp", r => Instant(r).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ("ISO time", r => Instant(r).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
        ("local time with a terminal", r => Instant(r).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " " + Digits(r, 8)),
        ("event id", r => "evt-" + Day(r) + "-" + Digits(r, 9)),
        ("UUID", r => Uuid(r).ToString()),
        ("UUID without dashes", r => Uuid(r).ToString("N")),
        ("hexadecimal token", r => r.NextInt64().ToString("x16", CultureInfo.InvariantCulture)),
        ("hash", r => Convert.ToHexStringLower(Bytes(r, 32))),
        ("serial number of a terminal", r => "NEXGO" + Digits(r, 10)),
        ("IMEI", r => "86" + Digits(r, 13)),
        ("SIM card", r => "89860" + Digits(r, 15)),
        ("amounts", r => string.Create(CultureInfo.InvariantCulture, $"{r.Next(1, 99999) / 1m:N2} {r.Next(1, 9999)}.{r.Next(100):D2} {r.Next(1, 9999)}.{r.Next(100):D2}")),
        ("a row of a report", r => $"{Digits(r, 8)} 流水 {Digits(r, 6)} 参考号 {Digits(r, 12)} 授权码 {Digits(r, 6)} 批次 {Digits(r, 6)}"),
        ("a masked card with its reference", r => $"622202******{Digits(r, 4)} 参考号 {Digits(r, 12)}"),
        ("ticket and time", r => $"T-{r.Next(1000, 99999)} 14:05 {r.Next(1, 9999)}.{r.Next(100):D2} 元"),
    ];

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));

    private static string Day(Random random) => new DateTime(2026, 1, 1).AddDays(random.Next(365)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(Random random) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddMilliseconds(random.NextInt64(365L * 86_400_000));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Guid Uuid(Random random) => new(Bytes(random, 16));
}
