using Portal.Domain.Common;

namespace Portal.Domain.Attachments;

public readonly record struct AttachmentId(Guid Value);

/// <summary>A photo that came with a message. Its bytes are kept once for each content, whoever sent it.</summary>
public sealed class Attachment : IBelongsToMerchant
{
    private Attachment() { }

    public Attachment(AttachmentId id, MerchantId merchant, StoreId? store, TicketId ticket, int messageNo, bool forStaff, StoredPhoto photo, DateTimeOffset now)
    {
        (Id, MerchantId, StoreId, TicketId, MessageNo, IsForStaff, At) = (id, merchant, store, ticket, messageNo, forStaff, now);
        (Name, ContentType, Content, Small, Length, Width, Height) =
            (photo.Name, photo.ContentType, photo.Content, photo.Small, photo.Length, photo.Width, photo.Height);
    }

    public AttachmentId Id { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId? StoreId { get; private init; }
    public TicketId TicketId { get; private init; }
    public int MessageNo { get; private init; }

    /// <summary>Came with an internal note: the merchant's people never see it.</summary>
    public bool IsForStaff { get; private init; }

    /// <summary>File name as given, without a path; card numbers in it are masked.</summary>
    public string Name { get; private init; } = "";

    public string ContentType { get; private init; } = "";

    /// <summary>SHA-256 of the bytes that were kept, lower-case hex.</summary>
    public string Content { get; private init; } = "";

    /// <summary>The same of its small picture.</summary>
    public string Small { get; private init; } = "";

    public int Length { get; private init; }
    public int Width { get; private init; }
    public int Height { get; private init; }
    public DateTimeOffset At { get; private init; }
}

/// <summary>A photo after it was decoded and written anew: what is kept.</summary>
public sealed record StoredPhoto(string Name, string ContentType, string Content, string Small, int Length, int Width, int Height);
