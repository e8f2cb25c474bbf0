using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Common;

namespace Portal.Web.Data;

/// <summary>How the domain's own types lie in columns, the same in both databases.</summary>
internal static class Columns
{
    public static void Configure(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantColumn>();
        conventions.Properties<MerchantId>().HaveConversion<MerchantIdColumn>();
        conventions.Properties<StoreId>().HaveConversion<StoreIdColumn>();
        conventions.Properties<TerminalId>().HaveConversion<TerminalIdColumn>();
        conventions.Properties<UserId>().HaveConversion<UserIdColumn>();
        conventions.Properties<SessionId>().HaveConversion<SessionIdColumn>();
        conventions.Properties<TicketId>().HaveConversion<TicketIdColumn>();
        conventions.Properties<LessonId>().HaveConversion<LessonIdColumn>();
        conventions.Properties<SignInId>().HaveConversion<SignInIdColumn>();
        conventions.Properties<TransactionId>().HaveConversion<TransactionIdColumn>();
        conventions.Properties<LocalizedText>().HaveConversion<LocalizedTextColumn>();
    }

    // An instant is the number of milliseconds since 1970 in UTC: sortable and comparable on SQLite, where DateTimeOffset as text is neither.
    private sealed class InstantColumn() : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), v => DateTimeOffset.FromUnixTimeMilliseconds(v));

    private sealed class MerchantIdColumn() : ValueConverter<MerchantId, Guid>(i => i.Value, v => new MerchantId(v));

    private sealed class StoreIdColumn() : ValueConverter<StoreId, Guid>(i => i.Value, v => new StoreId(v));

    private sealed class TerminalIdColumn() : ValueConverter<TerminalId, Guid>(i => i.Value, v => new TerminalId(v));

    private sealed class UserIdColumn() : ValueConverter<UserId, Guid>(i => i.Value, v => new UserId(v));

    private sealed class SessionIdColumn() : ValueConverter<SessionId, Guid>(i => i.Value, v => new SessionId(v));

    private sealed class TicketIdColumn() : ValueConverter<TicketId, Guid>(i => i.Value, v => new TicketId(v));

    private sealed class LessonIdColumn() : ValueConverter<LessonId, Guid>(i => i.Value, v => new LessonId(v));

    private sealed class SignInIdColumn() : ValueConverter<SignInId, Guid>(i => i.Value, v => new SignInId(v));

    private sealed class TransactionIdColumn() : ValueConverter<TransactionId, long>(i => i.Value, v => new TransactionId(v));

    private sealed class LocalizedTextColumn() : ValueConverter<LocalizedText, string>(
        t => JsonSerializer.Serialize(t, (JsonSerializerOptions?)null),
        v => JsonSerializer.Deserialize<LocalizedText>(v, (JsonSerializerOptions?)null)!);
}
