using System.Globalization;
using Portal.Domain.Transactions.Lookup;

namespace Portal.Tests.Domain.Transactions;

public class TransactionCriteriaTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Now = Time("2026-11-23T14:30:00+08:00");

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TransactionCriteria.Read Parse(TransactionCriteria.Typed typed) => TransactionCriteria.Parse(typed, Shanghai, Now);

    [Theory]
    [InlineData("2026-11-23T14:05", "2026-11-23T14:05:00+08:00")]
    [InlineData("2026-11-23T14:05+09:00", "2026-11-23T13:05:00+08:00")]
    [InlineData("2026-11-23T14:05 08:00", "2026-11-23T14:05:00+08:00")]
    [InlineData("2026-11-23T06:05Z", "2026-11-23T14:05:00+08:00")]
    [InlineData("2026-11-23T14:05:33+08:00", "2026-11-23T14:05:33+08:00")]
    [InlineData("2026/11/22 9:05", "2026-11-22T09:05:00+08:00")]
    [InlineData("11月22日 14:05", "2026-11-22T14:05:00+08:00")]
    [InlineData("14:05", "2026-11-23T14:05:00+08:00")]
    [InlineData("14：05", "2026-11-23T14:05:00+08:00")]
    [InlineData("１４：０５", "2026-11-23T14:05:00+08:00")]
    [InlineData("23:10", "2026-11-22T23:10:00+08:00")]
    [InlineData("14:35", "2026-11-23T14:35:00+08:00")]
    [InlineData("now", "2026-11-23T14:30:00+08:00")]
    [InlineData("刚刚", "2026-11-23T14:30:00+08:00")]
    [InlineData("10 分钟前", "2026-11-23T14:20:00+08:00")]
    [InlineData("10分钟前", "2026-11-23T14:20:00+08:00")]
    [InlineData("10 minutes ago", "2026-11-23T14:20:00+08:00")]
    [InlineData("半小时前", "2026-11-23T14:00:00+08:00")]
    [InlineData("1 小时前", "2026-11-23T13:30:00+08:00")]
    [InlineData("一个半小时前", "2026-11-23T13:00:00+08:00")]
    [InlineData("an hour ago", "2026-11-23T13:30:00+08:00")]
    [InlineData("half an hour ago", "2026-11-23T14:00:00+08:00")]
    [InlineData("yesterday 14:05", "2026-11-22T14:05:00+08:00")]
    [InlineData("昨天 14:05", "2026-11-22T14:05:00+08:00")]
    [InlineData("昨天14:05", "2026-11-22T14:05:00+08:00")]
    [InlineData("今天 9点半", "2026-11-23T09:30:00+08:00")]
    [InlineData("下午2点05分", "2026-11-23T14:05:00+08:00")]
    [InlineData("2:05 pm", "2026-11-23T14:05:00+08:00")]
    public void Reads_the_time_a_person_types(string typed, string meant)
    {
        var read = Parse(new(At: typed));

        Assert.Empty(read.Problems);
        Assert.Equal(Time(meant), read.Criteria.At!.Instants[0]);
        Assert.Equal(Time(meant).AddMinutes(-30), read.Criteria.From);
    }

    [Theory]
    [InlineData("today", "2026-11-23T00:00:00+08:00")]
    [InlineData("今天", "2026-11-23T00:00:00+08:00")]
    [InlineData("昨天", "2026-11-22T00:00:00+08:00")]
    public void A_day_is_searched_whole(string typed, string from)
    {
        var criteria = Parse(new(At: typed)).Criteria;

        Assert.Equal(Time(from), criteria.From);
        Assert.Equal(Time(from).AddDays(1).AddMilliseconds(-1), criteria.To);
    }

    [Theory]
    [InlineData("25:00")]
    [InlineData("soon")]
    [InlineData("2026-02-30T10:00")]
    [InlineData("前")]
    public void A_time_that_is_none_is_a_problem_of_its_field(string typed) => Assert.Equal("lookup.at", Parse(new(At: typed)).For("at")!.Code);

    [Theory]
    [InlineData("86", 86.0)]
    [InlineData("86.00", 86.0)]
    [InlineData("８６", 86.0)]
    [InlineData("12,50", 12.5)]
    [InlineData("¥86", 86.0)]
    [InlineData("￥ 86", 86.0)]
    [InlineData("86元", 86.0)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("1.234,50", 1234.5)]
    [InlineData("1,234", 1234.0)]
    public void Reads_the_amount_a_person_types(string typed, double amount) => Assert.Equal((decimal)amount, Parse(new(Amount: typed)).Criteria.Amount);

    [Theory]
    [InlineData("eighty")]
    [InlineData("-5")]
    [InlineData("1e3")]
    [InlineData("0")]
    public void An_amount_that_is_none_is_a_problem_of_its_field(string typed) => Assert.Equal("lookup.amount", Parse(new(Amount: typed)).For("amount")!.Code);

    [Theory]
    [InlineData("1234")]
    [InlineData("１２３４")]
    [InlineData("尾号 1234")]
    [InlineData("**** 1234")]
    public void Reads_the_last_four(string typed) => Assert.Equal("1234", Parse(new(Last4: typed)).Criteria.Last4);

    [Theory]
    [InlineData("terminal")]
    [InlineData("at")]
    [InlineData("amount")]
    [InlineData("last4")]
    public void A_full_card_number_in_any_field_is_refused_and_never_repeated(string field)
    {
        const string card = "4111 1111 1111 1111";
        var read = Parse(new(field == "terminal" ? card : null, field == "at" ? card : null, field == "amount" ? card : null, field == "last4" ? card : null));

        Assert.Equal("lookup.card-number", read.For(field)!.Code);
        Assert.Empty(read.For(field)!.Args);
        Assert.DoesNotContain("1111", read.Criteria.ToString());
    }

    [Fact]
    public void An_hour_that_comes_twice_has_both_instants_the_one_not_in_the_future_first()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var now = Time("2026-10-25T02:40:00+02:00");
        var at = TransactionCriteria.Parse(new(At: "02:30"), berlin, now).Criteria.At!;

        Assert.Equal([Time("2026-10-25T02:30:00+02:00"), Time("2026-10-25T02:30:00+01:00")], at.Instants);
        Assert.Equal(Time("2026-10-25T02:00:00+02:00"), at.From);
        Assert.Equal(Time("2026-10-25T03:00:00+01:00"), at.To);
    }

    [Fact]
    public void An_hour_that_never_was_is_still_a_time()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var at = TransactionCriteria.Parse(new(At: "2026-03-29T02:30"), berlin, Time("2026-03-29T12:00:00+02:00")).Criteria.At!;

        Assert.Equal(Time("2026-03-29T03:30:00+02:00"), at.Instants.Single());
    }
}
