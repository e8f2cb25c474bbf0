using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Text;

/// <summary>Money as people read it: "¥1,286.00", "US$86.00", "86.00 XYZ".</summary>
public static class Amounts
{
    private static readonly Dictionary<string, string> Signs = new()
    {
        ["CNY"] = "¥",
        ["USD"] = "US$",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["HKD"] = "HK$",
        ["JPY"] = "JP¥",
        ["MOP"] = "MOP$",
        ["TWD"] = "NT$",
    };

    public static string Show(Money money)
    {
        var decimals = Money.Decimals(money.Currency);
        var number = decimal.Parse(money.ToDecimalString(), CultureInfo.InvariantCulture).ToString("N" + decimals, CultureInfo.InvariantCulture);
        return Signs.TryGetValue(money.Currency, out var sign) ? sign + number : $"{number} {money.Currency}";
    }
}
