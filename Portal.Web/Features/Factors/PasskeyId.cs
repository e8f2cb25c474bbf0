using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Features.Factors;

/// <summary>A credential's id as text.</summary>
public static class PasskeyId
{
    private const int Longest = 1400;

    public static string Show(byte[] id) => WebEncoders.Base64UrlEncode(id);

    public static byte[]? Read(string? text)
    {
        try
        {
            return text is { Length: > 0 and < Longest } ? WebEncoders.Base64UrlDecode(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
