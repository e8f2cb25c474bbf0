using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using Portal.Domain.Common;
using Portal.Domain.Transactions.Lookup;

namespace Portal.Web.Features.Lookup;

/// <summary>What the address of the lookup says: the whole state of the page. Values as typed, blank ones null.</summary>
public sealed record LookupQuery
{
    public const string Path = "/lookup";

    /// <summary>The inputs, which are also the names in the address.</summary>
    public static readonly IReadOnlyList<string> Fields = ["merchant", "terminal", "at", "amount", "last4", "minutes"];

    /// <summary>Only the acquirer's staff name a merchant.</summary>
    public string? Merchant { get; init; }

    public string? Terminal { get; init; }
    public string? At { get; init; }
    public string? Amount { get; init; }
    public string? Last4 { get; init; }
    public string? Minutes { get; init; }

    /// <summary>The input a card number was typed into, which is told without repeating it.</summary>
    public string? Refused { get; init; }

    public bool IsEmpty => Typed.IsEmpty && Merchant is null;

    public TransactionCriteria.Typed Typed => new(Terminal, At, Amount, Last4, Minutes);

    public static LookupQuery Of(IQueryCollection query) => new()
    {
        Merchant = First(query["merchant"]),
        Terminal = First(query["terminal"]),
        // A chip and the picked time share the name: an empty chip means the picked one.
        At = First(query["at"]),
        Amount = First(query["amount"]),
        Last4 = First(query["last4"]),
        Minutes = First(query["minutes"]),
        Refused = Fields.Contains(query["refused"].ToString()) ? query["refused"].ToString() : null,
    };

    /// <summary>The address without any value that holds a card number; null where none does.</summary>
    public static string? Cleaned(IQueryCollection query)
    {
        if (!query.Any(q => Holds(q.Key) || q.Value.Any(Holds))) return null;

        var kept = new QueryBuilder();
        foreach (var field in Fields)
            if (First(new StringValues([.. query[field].Where(v => !Holds(v))])) is { } value) kept.Add(field, value);
        if (Fields.FirstOrDefault(f => query[f].Any(Holds)) is { } refused) kept.Add("refused", refused);
        return Path + kept;
    }

    // Masked already where it came in (GuardedRequests); not even that much of it stays.
    private static bool Holds(string? text) => CardNumbers.Contains(text) || CardNumbers.IsMasked(text);

    /// <summary>Without the path: what another page needs to lead back here.</summary>
    public string ToQuery()
    {
        var built = new QueryBuilder();
        foreach (var (name, value) in new[] { ("merchant", Merchant), ("terminal", Terminal), ("at", At), ("amount", Amount), ("last4", Last4), ("minutes", Minutes) })
            if (value is not null) built.Add(name, value);
        return built.ToString();
    }

    public string ToAddress() => Path + ToQuery();

    private static string? First(StringValues values) => values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
}
