using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.CustomerCards;

/// <summary>
/// Everything a customer may see of a transaction, and nothing else: a page or a print that is given this cannot show a reason, a code, a name of
/// staff or a terminal.
/// </summary>
/// <param name="State">One of <see cref="CustomerLines.All"/>.</param>
/// <param name="Amount">As people read it.</param>
/// <param name="At">Day and time in the shop's zone, in full: paper is read later.</param>
/// <param name="AsOf">When this was so, in the shop's zone.</param>
public sealed record CardView(string State, string? Amount, string At, string Shop, string? Last4, string AsOf)
{
    private const string Form = "yyyy-MM-dd HH:mm";

    /// <summary>Null where no customer's money is concerned.</summary>
    public static CardView? Of(DiagnosedCase found, DateTimeOffset now)
    {
        if (!IsFor(found.File.Transaction) || CustomerLines.For(found.File, found.Verdict) is not { } state) return null;

        // A reversal is no payment of its own: the customer knows the sale.
        var sale = (found.File.Original ?? found.File).Transaction;
        var terminal = found.Terminal;
        var shop = terminal.StoreName.Length == 0 || terminal.StoreName == terminal.MerchantName ? terminal.MerchantName : $"{terminal.MerchantName} · {terminal.StoreName}";
        return new(state, sale.Amount is { } amount ? Amounts.Show(amount) : null, In(sale.OccurredAt), shop, sale.CardLast4, In(now));

        string In(DateTimeOffset at) => Times.In(at, terminal.TimeZone).ToString(Form, CultureInfo.InvariantCulture);
    }

    public static bool IsFor(Transaction transaction) => transaction.IsMoney || transaction.Type == TransactionType.Reversal;

    public bool IsOpen => State is "checking" or "refund-checking";
}
