using System.Globalization;

namespace Portal.Domain.Tickets;

/// <summary>The number people say on the phone: T-1042.</summary>
public static class TicketNumber
{
    /// <summary>The first ticket of an installation.</summary>
    public const int First = 1001;

    public static string Show(int number) => "T-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads "T-1042", "t1042" and "1042", full-width digits too; null for anything else.</summary>
    public static int? Read(string? text)
    {
        if (text is not { Length: > 0 and <= 20 }) return null;
        var digits = text.Trim().Normalize(System.Text.NormalizationForm.FormKC).TrimStart('T', 't').TrimStart('-');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
