using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Features.CustomerCards;

/// <summary>The unguessable part of a card's link: 144 random bits, 24 letters. It says nothing about the transaction.</summary>
internal static class CardTokens
{
    public const int Length = 24;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Length * 6 / 8));

    /// <summary>Null for what can be no token.</summary>
    public static string? HashOf(string? token) =>
        token is { Length: Length } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
}
