namespace Portal.Web.Data.Transactions;

/// <summary>
/// Keys of the counts that are kept beside the transactions: when, whose and what in one number, time first, so that new ones are appended and a table
/// needs no other index. From the top: 25 bits of time (slots of five minutes, or, marked by the first bit, days), 24 bits of whose cards, 14 bits of what.
/// </summary>
internal static class CountKeys
{
    public const long SlotMilliseconds = 300_000, DayMilliseconds = 86_400_000;

    /// <summary>What is counted: every attempt, those without an answer, those with one code.</summary>
    public const long Attempts = 0, Unanswered = 1;

    private const long FirstCode = 2, OtherCode = FirstCode + 36 * 36;
    private const long DayMark = 1 << 24, SchemeMark = 1 << 23, FirstSix = 1 << 22;

    public static long Slot(long milliseconds) => milliseconds / SlotMilliseconds;

    public static long Day(long day) => DayMark | day;

    /// <summary>All cards of a scheme; 0 where the feed names none.</summary>
    public static long Scheme(long? schemeNo) => SchemeMark | (schemeNo is < SchemeMark and var no ? no : 0);

    /// <summary>The bank: the issuer the feed names, else the card's first six digits; 0 where it tells neither.</summary>
    public static long Bank(long? issuerNo, long? cardFirst6) => issuerNo is > 0 and < FirstSix and var no ? no : cardFirst6 is { } first6 ? FirstSix | first6 : 0;

    public static long Code(string code) =>
        code is [var a, var b] && Digit(a) is >= 0 and var first && Digit(b) is >= 0 and var second ? FirstCode + first * 36 + second : OtherCode;

    public static long Of(long time, long whose, long what) => time << 38 | whose << 14 | what;

    private static long Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => -1,
    };

    /// <summary>A terminal's 32 days: one row of <see cref="TerminalDays"/>.</summary>
    public static long Period(long period, long terminalNo) => period << 40 | terminalNo;

    public const int DaysOfPeriod = 32;
}
