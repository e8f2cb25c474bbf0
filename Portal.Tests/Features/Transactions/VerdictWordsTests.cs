using System.Globalization;
using System.Resources;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Features.Transactions;

namespace Portal.Tests.Features.Transactions;

public class VerdictWordsTests
{
    private static readonly ResourceManager Texts = new(typeof(TransactionsText));

    public static TheoryData<string> Languages => ["zh-CN", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_verdict_of_every_kind_has_words(string language)
    {
        foreach (var (verdict, transaction) in All())
        {
            var words = VerdictWords.For(verdict, transaction);
            foreach (var key in new[] { words.Head, words.Money, VerdictWords.WhyOf(verdict, transaction) })
                if (key is not null and not "Why.declined" and not "Why.no-money") Assert.False(string.IsNullOrEmpty(Text(key, language)), $"{key} in {language}");
        }
    }

    [Fact]
    public void Headlines_are_short()
    {
        foreach (var key in All().Select(v => VerdictWords.For(v.Verdict, v.Transaction).Head).Distinct())
        {
            Assert.InRange(Text(key, "zh-CN")!.Length, 4, 13);
            Assert.InRange(Text(key, "en")!.Split(' ').Length, 2, 8);
        }
    }

    [Fact]
    public void Nothing_that_may_be_paid_is_ever_offered_again()
    {
        foreach (var (verdict, transaction) in All().Where(v => v.Verdict.ForbidsTrying))
        {
            var words = VerdictWords.For(verdict, transaction);
            Assert.NotEqual("go", words.Tone);
            if (verdict.Retry is Retry.CheckFirst or Retry.NotNeeded) Assert.DoesNotContain("可以再", Text(words.Head, "zh-CN"));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_a_row_can_carry_has_a_word(string language)
    {
        string[] keys =
        [
            .. Enum.GetNames<Outcome>().Select(n => "Outcome." + n), .. Enum.GetNames<TransactionType>().Select(n => "Type." + n), .. Enum.GetNames<CardRead>().Select(n => "Entry." + n),
            .. Enum.GetNames<CodeSource>().Select(n => "Why.By." + n), .. Enum.GetNames<WhoActs>().Select(n => "Who." + n),
        ];
        Assert.All(keys, key => Assert.False(string.IsNullOrEmpty(Text(key, language)), key));
    }

    private static string? Text(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language));

    private static IEnumerable<(Verdict Verdict, Transaction Transaction)> All() =>
        from type in Enum.GetValues<TransactionType>()
        from outcome in Enum.GetValues<Outcome>()
        from money in Enum.GetValues<MoneyMoved>()
        from retry in Enum.GetValues<Retry>()
        from because in Verdict.Reasons
        select (new Verdict(money, retry, because), new Transaction
        {
            MerchantNumber = "898310148160001",
            TerminalNumber = "10000001",
            OccurredAt = DateTimeOffset.UnixEpoch,
            Type = type,
            SentOutcome = outcome,
            Amount = new Money(8600, "CNY"),
        });
}
