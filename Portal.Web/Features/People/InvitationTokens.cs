using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Features.People;

/// <summary>The unguessable part of an invitation's link: 192 random bits, 32 letters. It says nothing about the person.</summary>
internal static class InvitationTokens
{
    public const int Length = 32;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Length * 6 / 8));

    /// <summary>Null for what can be no token.</summary>
    public static string? HashOf(string? token) =>
        token is { Length: Length } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
}
