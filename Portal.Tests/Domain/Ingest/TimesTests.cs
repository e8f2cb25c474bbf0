using System.Globalization;
using CsCheck;
using Portal.Domain.Common;

namespace Portal.Tests.Domain.Ingest;

/// <summary>Times of a feed as they are usually written are not searched for card numbers (<c>RowReading</c>), so none that can be read may hold one.</summary>
public class TimesTests
{
    private static readonly Gen<string> Fraction = Gen.Char["0123456789"].Array[1, 9].Select(digits => "." + new string(digits));

    private static readonly Gen<string> Offset = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 59], Gen.Bool, Gen.Bool)
        .Select((hours, minutes, west, utc) => utc ? "Z" : $"{(west ? '-' : '+')}{hours:D2}:{minutes:D2}");

    [Fact]
    public void No_time_that_can_be_read_holds_a_card_number() => Gen.Select(Gen.DateTime[new(1990, 1, 1), new(2200, 1, 1)], Gen.Char["Tt "], Fraction, Gen.Bool, Offset).Sample((at, between, fraction, fine, offset) =>
    {
        var text = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + between + at.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + (fine ? fraction : "") + offset;
        Assert.NotNull(Rfc3339.Parse(text));
        Assert.False(text.Length <= 29 && CardNumbers.Contains(text), text);
    }, iter: 20_000);

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("2026-11-23T14:00:00+08:00 4111111111111111")]
    [InlineData("2026-11-23T14:00:00.4111111111111111Z")]
    public void A_card_number_in_the_place_of_a_time_cannot_be_read_as_one(string text) => Assert.Null(Rfc3339.Parse(text));
}
