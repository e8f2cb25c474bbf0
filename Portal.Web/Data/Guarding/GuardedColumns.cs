using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Web.Data.Guarding;

/// <summary>What is done with a column's text when it is saved.</summary>
public enum ColumnGuard
{
    /// <summary>No text, or words of a closed list.</summary>
    NoText,

    /// <summary>Card data is masked.</summary>
    Masked,

    /// <summary>The same within the texts of JSON; its numbers are the portal's own.</summary>
    MaskedJson,

    /// <summary>Left as it is: <see cref="GuardedColumns.Opaque"/> says why.</summary>
    Opaque,

    /// <summary>Judged before it comes here, and must stay as it was: <see cref="GuardedColumns.JudgedBefore"/>.</summary>
    JudgedBefore,
}

/// <summary>Which columns the guard against card data is laid over: all that hold text, but for the few declared here with a reason.</summary>
public static class GuardedColumns
{
    private static readonly ConcurrentDictionary<IReadOnlyTypeBase, IReadOnlyList<Column>> Known = new();

    /// <summary>"table.Property", and why its text is left as it is.</summary>
    public static readonly IReadOnlyDictionary<string, string> Opaque = new Dictionary<string, string>
    {
        ["DataProtectionKeys.FriendlyName"] = "made by the framework",
        ["DataProtectionKeys.Xml"] = "key material made by the framework",
        ["users.PasswordHash"] = "a hash",
        ["users.SecurityStamp"] = "random, made by the framework",
        ["users.ConcurrencyStamp"] = "random, made by the framework",
        ["AspNetUserTokens.LoginProvider"] = "a key; a constant of the portal",
        ["AspNetUserTokens.Name"] = "a key; a constant of the portal",
        ["AspNetUserTokens.Value"] = "secrets and codes made by the portal",
        ["AspNetUserLogins.LoginProvider"] = "a key; named by configuration",
        ["AspNetUserLogins.ProviderKey"] = "a key; the identity provider's id of the person",
        ["try_counts.Key"] = "a key; a hash",
        ["recovery_codes.Hash"] = "a hash",
        ["authenticators.SealedSeed"] = "sealed by the portal",
        ["api_keys.Hash"] = "a hash",
        ["customer_cards.TokenHash"] = "a hash",
        ["invitations.TokenHash"] = "a hash",
        ["attachments.Content"] = "a hash",
        ["attachments.Small"] = "a hash",
        ["contents.Hash"] = "a hash",
        ["content_pieces.Hash"] = "a hash",
        ["troubleshooting_sessions.ResumeCode"] = "random letters made by the portal",
        ["ticket_lessons.Slug"] = "a key; one of the lessons there are",
        ["troubleshooting_causes_left.Cause"] = "a key; one of the playbook's causes",
    };

    /// <summary>Tables written row by row with SQL, or sealed, and who judges their texts first.</summary>
    public static readonly IReadOnlyDictionary<string, string> JudgedBefore = new Dictionary<string, string>
    {
        ["transactions"] = "RowReading: refused where an id or short field holds a card number, host_text masked",
        ["merchant_keys"] = "RowReading: merchant_id",
        ["terminal_keys"] = "RowReading: terminal_id",
        ["terminal_states"] = "RowReading: the terminal's fields",
        ["transaction_words"] = "RowReading: scheme and issuer",
        ["feeds"] = "FeedNames: a feed's name holds no card number",
        ["deliveries"] = "\"api\" or \"file\"",
        ["audit"] = "copied from events, which were masked when they were saved; it must stay as it was hashed",
        ["audit_head"] = "a hash and its seal",
        ["audit_stubs"] = "a hash and its seal",
        ["rejected_rows"] = "TakeRows: without its text where a card number is in it, or where escapes could hide one",
    };

    /// <summary>Texts that are JSON: a list of short codes side by side is no card number.</summary>
    private static readonly HashSet<string> Json = ["events.Body", "playbook_versions.Content", "response_codes.Body", "guides.Content", "lessons.Content"];

    public sealed record Column(string Property, ColumnGuard Guard, Func<object, string>? ToText, Func<string, object>? FromText, bool IsKey);

    /// <summary>The columns of a table, or of a part of it, that are masked when they are saved.</summary>
    public static IReadOnlyList<Column> MaskedOf(IReadOnlyTypeBase type) =>
        Known.GetOrAdd(type, t => [.. t.GetProperties().Select(p => ColumnOf(p)).Where(c => c.Guard is ColumnGuard.Masked or ColumnGuard.MaskedJson)]);

    public static ColumnGuard Of(IReadOnlyProperty property) => ColumnOf(property).Guard;

    /// <summary>"tickets.Subject"; parts of a table ("passkeys.Data.Name") by their way.</summary>
    public static string NameOf(IReadOnlyProperty property) => TableOf(property.DeclaringType) + "." + property.Name;

    private static string TableOf(IReadOnlyTypeBase type) => type switch
    {
        IReadOnlyComplexType part => TableOf(part.ComplexProperty.DeclaringType) + "." + part.ComplexProperty.Name,
        IReadOnlyEntityType entity when entity.FindOwnership() is { PrincipalToDependent: { } way } ownership => TableOf(ownership.PrincipalEntityType) + "." + way.Name,
        IReadOnlyEntityType entity => entity.GetTableName() ?? entity.Name,
        _ => type.Name,
    };

    private static Column ColumnOf(IReadOnlyProperty property)
    {
        var converter = property.GetValueConverter() ?? property.FindTypeMapping()?.Converter;
        var stored = converter?.ProviderClrType ?? property.ClrType;
        return new(
            property.Name, GuardOf(property, stored),
            converter is null ? null : value => (string)converter.ConvertToProvider(value)!,
            converter is null ? null : text => converter.ConvertFromProvider(text)!,
            property.IsKey());
    }

    private static ColumnGuard GuardOf(IReadOnlyProperty property, Type stored)
    {
        var declared = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (stored != typeof(string) || declared.IsEnum) return ColumnGuard.NoText;

        var name = NameOf(property);
        if (Opaque.ContainsKey(name)) return ColumnGuard.Opaque;
        if (JudgedBefore.ContainsKey(TableOf(property.DeclaringType))) return ColumnGuard.JudgedBefore;
        return declared != typeof(string) || Json.Contains(name) ? ColumnGuard.MaskedJson : ColumnGuard.Masked;
    }
}
