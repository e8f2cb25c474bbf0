using System.Buffers;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// Card codes and PINs, told by the word beside them: "cvv 123", "安全码：４５６", "密码是 123456", "123 是背面三位". Digits without such a word are
/// anybody's, and so are counts, times and amounts after one: "密码错误 3 次", "PIN 14:05", "密码 1500 元".
/// </summary>
internal static partial class SecretCodes
{
    /// <summary>"pin1234".</summary>
    public const int ShortestText = 6;

    /// <summary>"cvv one two six".</summary>
    private const int ShortestSpoken = 15;

    private static readonly SearchValues<string> Stems = SearchValues.Create(
        ["cvv", "cvc", "cvn", "cav", "csc", "security", "verification", "安全", "校验", "校驗", "验证", "驗證", "背面", "反面", "背后", "背後", "后面", "签名", "簽名", "pin", "pass", "pwd", "密码", "密碼", "口令"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Cheap look ahead: a word and three digits, or letters so wide or digits so spelled that only reading them tells.</summary>
    public static bool MayHold(string text)
    {
        if (!text.AsSpan().ContainsAny(Stems) && !text.AsSpan().ContainsAnyInRange('\uff21', '\uff5a') && !text.AsSpan().ContainsAnyInRange('\u00ad', '\u00ad') && !text.AsSpan().ContainsAnyInRange('\u200b', '\u200d')) return false;
        var digits = 0;
        foreach (var c in text)
            if (TypedDigits.Of(c) is not null && ++digits == 3) return true;
        return text.Length >= ShortestSpoken && Spoken().Count(text) >= 3;
    }

    public static void Find(PlainText plain, List<Sightings.Sighting> found)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[CodeAfterWord(), PinAfterWord(), CodeBeforeWord(), PinBeforeWord()])
            foreach (Match match in pattern.Matches(plain.Text))
            {
                var secret = match.Groups["v"];
                var (start, end) = plain.Between(secret.Index, secret.Index + secret.Length);
                found.Add(new(start, end, CardNumbers.SecretStars));
            }
    }

    // All on plain text: small, narrow, 三 is 3.

    private const string CodeWord =
        @"(?:(?<![a-z])(?:cv[vcn]2?|cav2?|csc|(?:card )?security code|card (?:verification|security) (?:code|value|number))|安全[码碼]|校[验驗][码碼]|卡片?[验驗][证證][码碼]" +
        @"|(?:背面|反面|背[后後]|[后後]面|[签簽]名[栏欄条處处])[^0-9\r\n]{0,4}3(?:位|个|個)(?:数字|數字|数|数码|码|碼|号)?)";

    private const string PinWord = @"(?:(?<![a-z])(?:pin|passcode|password|passwd|pwd)(?![a-z])|密[码碼]|口令)";

    /// <summary>"wrong PIN 123456" is a code word beside a number of something else.</summary>
    private const string NotAbout = @"(?<!输错|輸錯|忘记|忘了|[免无無没沒错錯]|wrong |no |forgot |without )";

    private const string Joint = @"(?:[\s""'“”‘’「」『』\[\]<>()→*_~-]|\([^()\r\n]{0,14}\)|[的码碼]|数字|号码|number|num|no\.?|code|value)";

    private const string Tells = @"(?:[:=]|是|为|為|就|叫|is|was|equals)";

    /// <summary>Not part of a longer number, a date, a time, an amount, a count.</summary>
    private const string End =
        @"(?![0-9a-z]|[ ./:,-][0-9]|[年月日时時点點分秒号號次元块塊天笔筆台個个位%]| ?(?:元|块|次|天|分|秒|小时|笔|台|个|位|yuan|cny|rmb|usd|times?\b|min|sec|hours?|days?|digits?|attempts?|tries))";

    private const string Three = @"(?<v>[0-9](?:[ .-]?[0-9]){2,3})";

    private const string Start = @"(?<![0-9a-z]|[0-9][ ./:,-])";

    /// <summary>What may stand between "123 是" and the word, and what makes the word speak of something else.</summary>
    private const string Whose = @"(?:(?:my|the|his|her|their|card|a|our|this|我的?|他的?|她的?|卡片?的?|[顾顧]客的?|客人的?|[这這][张張]卡的?|支付|交易|取款|[银銀]行卡的?)\s?){0,3}";

    private const string EndOfThought = @"(?=\s*(?:$|[,.;!?，。；！？、)\r\n]))";

    [GeneratedRegex(NotAbout + CodeWord + "(?:" + Joint + "|" + Tells + "){0,6}?" + Three + End, RegexOptions.CultureInvariant)]
    private static partial Regex CodeAfterWord();

    [GeneratedRegex(
        NotAbout + PinWord + "(?:" + Joint + @"{0,5}?(?<v>[0-9](?:[ .-]?[0-9]){3,5})" + End + "|" + Joint + "{0,4}?" + Tells + "(?:" + Joint + "|" + Tells + @"){0,4}?(?<v>[0-9](?:[ .-]?[0-9]){3,11})" + End + ")",
        RegexOptions.CultureInvariant)]
    private static partial Regex PinAfterWord();

    [GeneratedRegex(Start + Three + @"(?:\s?(?:是|为|為|就是|is|was|\(|=|:)\s?" + Whose + CodeWord + "(?![错錯误誤不失]|核[对對])|\\s?" + CodeWord + EndOfThought + ")", RegexOptions.CultureInvariant)]
    private static partial Regex CodeBeforeWord();

    [GeneratedRegex(
        Start + @"(?<v>[0-9](?:[ .-]?[0-9]){3,5})(?:\s?(?:是|为|為|就是|is|was|\(|=)\s?" + Whose + PinWord + "(?:[码碼])?(?![错錯误誤不失输輸重有被连連超锁鎖未没沒])|\\s?" + PinWord + "(?:[码碼])?" + EndOfThought + ")",
        RegexOptions.CultureInvariant)]
    private static partial Regex PinBeforeWord();

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spoken();
}
