using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Tickets;

internal static class CaseWords
{
    public static string? Amount(CaseSale sale) =>
        sale is { Amount: { } amount, Currency: { } currency } && Money.Parse(amount, currency) is { } money ? Amounts.Show(money) : null;
}
