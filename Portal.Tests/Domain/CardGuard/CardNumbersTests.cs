using CsCheck;
using Portal.Domain.Common;

namespace Portal.Tests.Domain.CardGuard;

public class CardNumbersTests
{
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("my card is 4111 1111 1111 1111, thanks")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("四一一一一一一一一一一一一一一一")]
    [InlineData("4111 1111\n1111 1111")]
    [InlineData("4111\r\n1111 1111\r\n1111")]
    [InlineData("41\u200b11\u200b1111\u200b1111\u200b1111")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    [InlineData("6212345678900000003")]
    [InlineData("\\ud835\\udfdc\\u0031\\u0031\\u0031 1111 1111 1111")]
    [InlineData("%F0%9D%9F%9C111 1111 1111 1111")]
    [InlineData("4111&NBSP;1111&NBSP;1111&NBSP;1111")]
    [InlineData("378282246310005")]
    [InlineData("PAN4111111111111111")]
    [InlineData(";4111111111111111=26121010000000000000?")]
    [InlineData("%B4111111111111111^LIN/XIAOYU^26121010000000000000?")]
    public void Is_found(string text) => Assert.True(CardNumbers.Contains(text));

    [Theory]
    [InlineData("632814000123")]
    [InlineData("10000001 20261123 140533")]
    [InlineData("13800138000")]
    [InlineData("+86 138 0013 8000")]
    [InlineData("2026-11-23T14:05:33+08:00")]
    [InlineData("20261123140533001")]
    [InlineData("0193b2c4-1111-7411-8111-411111111111")]
    [InlineData("411111******1111")]
    [InlineData("4111111111111112")]
    [InlineData("898310058120001")]
    [InlineData("86.00")]
    [InlineData("")]
    [InlineData(null)]
    public void Is_left_alone(string? text) => Assert.False(CardNumbers.Contains(text));

    [Fact]
    public void Masking_leaves_first_six_and_last_four() =>
        Assert.Equal("card 411111******1111, please", CardNumbers.Mask("card 4111 1111 1111 1111, please"));

    [Fact]
    public void A_number_within_a_hexadecimal_token_is_chance() => Assert.False(CardNumbers.StandsIn("a4111111111111111b"));

    [Fact]
    public void A_token_that_is_a_card_number_is_one() => Assert.True(CardNumbers.StandsIn("4111111111111111"));

    [Theory]
    [InlineData("cvv 123", "cvv ***")]
    [InlineData("cvv2123", "cvv2***")]
    [InlineData("ＣＶＶ：１２３", "ＣＶＶ：***")]
    [InlineData("CVV（背面三位）是 123。", "CVV（背面三位）是 ***。")]
    [InlineData("the security code is 987", "the security code is ***")]
    [InlineData("卡背面的三位数是123", "卡背面的三位数是***")]
    [InlineData("安全码\n123", "安全码\n***")]
    [InlineData("cvc2 123 and pin 1 2 3 4", "cvc2 *** and pin ***")]
    [InlineData("密码一二三四五六", "密码***")]
    [InlineData("支付密码：888888", "支付密码：***")]
    [InlineData("PIN: 12345678", "PIN: ***")]
    [InlineData("pin is one two three four", "pin is ***")]
    [InlineData("123 是安全码", "*** 是安全码")]
    [InlineData("123（cvv）", "***（cvv）")]
    [InlineData("123 cvv", "*** cvv")]
    [InlineData("123456 是我的密码", "*** 是我的密码")]
    [InlineData("1234 is my pin", "*** is my pin")]
    public void A_code_or_PIN_next_to_its_word_leaves_nothing(string typed, string kept) => Assert.Equal(kept, CardNumbers.Mask(typed));

    [Theory]
    [InlineData("密码：14:05 输错了")]
    [InlineData("交易 123456 密码错误")]
    [InlineData("123456 是密码错误那笔")]
    [InlineData("输错密码 633208 那笔")]
    [InlineData("PIN 55")]
    [InlineData("CVV2 mismatch N7 82")]
    [InlineData("pin pad 10000001")]
    [InlineData("密码 10000001 终端")]
    [InlineData("顾客输密码超过 60 秒")]
    [InlineData("14:05:33 PIN 错")]
    [InlineData("Portal 5 pin 3 tries")]
    [InlineData("金额 315 元 cvv 错")]
    [InlineData("密码要 6 位，2 分钟内输入")]
    public void Words_about_codes_are_left_alone(string typed) => Assert.Same(typed, CardNumbers.Mask(typed));

    [Theory]
    [InlineData("411111111111****", "411111************")]
    [InlineData("4111 1111 1111 ****", "411111************")]
    [InlineData("6222020212345***", "622202******5***")]
    public void Half_masked_by_hand_is_masked_to_the_end(string typed, string kept) => Assert.Equal(kept[..12], CardNumbers.Mask(typed)[..12]);

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static readonly Gen<string> Cards = Gen.Select(One("4", "51", "55", "6225", "62", "3530"), Gen.Char['0', '9'].Array[15], (prefix, rest) =>
    {
        var digits = (prefix + new string(rest))[..15];
        for (var check = '0'; check <= '9'; check++)
            if (CardNumbers.IsCardNumber(digits + check)) return digits + check;
        throw new InvalidOperationException(digits);
    });

    private static readonly Gen<string> Gaps = One("", " ", "-", ".", "\u200b", "\u00a0", "\u3000", "\n", "\r\n", "－", " - ");

    [Fact]
    public void However_a_number_is_spaced_it_is_found_and_nothing_of_its_middle_stays() =>
        Gen.Select(Cards, Gaps, Gen.Int[1, 6], One("", "卡号：", "card #", "x ")).Sample((card, gap, every, before) =>
        {
            var typed = before + string.Join(gap, card.Chunk(every).Select(c => new string(c)));
            Assert.True(CardNumbers.Contains(typed), typed);
            var masked = CardNumbers.Mask(typed);
            Assert.Contains(card[..6] + "******" + card[^4..], masked);
            Assert.False(CardNumbers.Contains(masked), masked);
        }, iter: 2_000);
}
