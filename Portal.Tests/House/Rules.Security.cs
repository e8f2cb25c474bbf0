using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>What docs/security.md says is absent stays absent.</summary>
public static partial class Rules
{
    /// <summary>
    /// No XML, object graphs, directories, scripts or code from outside; patterns are constants made at build, so that nothing typed becomes one; no memory by hand;
    /// nothing kept in the browser but cookies, no messages between windows.
    /// </summary>
    public static IEnumerable<string> WhatIsAbsentStaysAbsent(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") || file.IsIn("Portal.Domain") || file.IsIn("wwwroot-assets/js")
        from Match use in (file.Path.EndsWith(".js", StringComparison.Ordinal) ? AbsentInScripts() : AbsentPattern()).Matches(WithoutComments(file.Text))
        select $"{file.Path} uses {use.Value}: docs/security.md says that there is none";

    /// <summary>SHA-256 and up, authenticated encryption, random numbers nobody can guess. The codes of authenticator apps are the one exception (RFC 6238).</summary>
    public static IEnumerable<string> OnlyStrongCryptography(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") || file.IsIn("Portal.Domain")
        from Match use in WeakPattern().Matches(WithoutComments(file.Text))
        where use.Value != "HMACSHA1" || file.Path != "Portal.Domain/SignIn/Totp.cs"
        select $"{file.Path} uses {use.Value}";

    [GeneratedRegex(@"\b(XmlReader|XmlDocument|XmlSerializer|XDocument|XPath\w+|Xsl\w+|BinaryFormatter|NetDataContractSerializer|DataContractSerializer|TypeNameHandling|DirectoryEntry|LdapConnection|Saml\w*|GraphQL\w*|CSharpScript|CSharpCodeProvider|Assembly\.Load\w*|DllImport|LibraryImport|AllowUnsafeBlocks)\b|\bnew Regex\(|\bRegex\.(Match|Matches|IsMatch|Replace|Split|Count)\((?![^;\n]*"")|\bunsafe\s+(static|class|struct|void)\b|\bunsafe\s*\{")]
    private static partial Regex AbsentPattern();

    [GeneratedRegex(@"\b(localStorage|sessionStorage|indexedDB|postMessage|insertAdjacentHTML|outerHTML|document\.write|new Function)\b|set(Timeout|Interval)\(\s*['""`]")]
    private static partial Regex AbsentInScripts();

    [GeneratedRegex(@"\b(MD5|HMACMD5|SHA1|HMACSHA1|TripleDES|DES|RC2|Aes\.Create|CipherMode|PaddingMode|RSAEncryptionPadding|Random\.Shared)\b|\bnew Random\(")]
    private static partial Regex WeakPattern();
}
