namespace Portal.Domain.Transactions;

/// <summary>The words of the feed and the API for enumerated values (kebab-case).</summary>
public static class TransactionWords
{
    private static readonly string[] Types = ["sale", "void", "refund", "preauth", "preauth-completion", "balance", "reversal", "sign-on", "settlement"];
    private static readonly string[] Outcomes = ["approved", "declined", "reversed", "unknown"];
    private static readonly string[] Sources = ["terminal", "acquirer", "switch", "issuer"];
    private static readonly string[] Networks = ["wifi", "5g", "4g", "3g", "2g", "wired"];

    public static string Word(this TransactionType type) => Types[(int)type];
    public static string Word(this Outcome outcome) => Outcomes[(int)outcome];
    public static string Word(this CodeSource source) => Sources[(int)source];
    public static string Word(this NetworkType network) => Networks[(int)network];

    public static TransactionType? TypeOf(string word) => Index(Types, word) is >= 0 and var i ? (TransactionType)i : null;
    public static Outcome? OutcomeOf(string word) => Index(Outcomes, word) is >= 0 and var i ? (Outcome)i : null;
    public static CodeSource? SourceOf(string word) => Index(Sources, word) is >= 0 and var i ? (CodeSource)i : null;
    public static NetworkType? NetworkOf(string word) => Index(Networks, word) is >= 0 and var i ? (NetworkType)i : null;

    private static int Index(string[] words, string word) => Array.IndexOf(words, word);
}
