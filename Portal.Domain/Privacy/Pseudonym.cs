using System.Security.Cryptography;
using Portal.Domain.Common;

namespace Portal.Domain.Privacy;

/// <summary>
/// What stands for the name of somebody who was erased: made of their id, so that it is the same in every ticket, after a restored backup too, and the
/// conversation can still be followed. The id is random; nobody gets from here to a name.
/// </summary>
public static class Pseudonym
{
    private const string Mark = "former-";
    private const int Letters = 6;

    // Without I, L, O and U: read over the telephone.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>As it is kept where a name was: "former-7K2Q4M". People read it in their language.</summary>
    public static string Of(UserId person) => Mark + CodeOf(person);

    /// <summary>"7K2Q4M".</summary>
    public static string CodeOf(UserId person)
    {
        var hash = SHA256.HashData(person.Value.ToByteArray());
        return string.Create(Letters, hash, (code, from) =>
        {
            for (var i = 0; i < code.Length; i++) code[i] = Alphabet[from[i] % Alphabet.Length];
        });
    }

    /// <summary>The code in what is kept; null where it is a name.</summary>
    public static string? Read(string name) =>
        name.Length == Mark.Length + Letters && name.StartsWith(Mark, StringComparison.Ordinal) && name[Mark.Length..].All(Alphabet.Contains) ? name[Mark.Length..] : null;
}
