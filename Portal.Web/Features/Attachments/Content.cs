namespace Portal.Web.Features.Attachments;

/// <summary>Bytes kept once, named by what they are. Reached only through an attachment that the viewer may see.</summary>
public sealed class Content
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public required string Hash { get; init; }

    public int Length { get; init; }
}

/// <summary>One piece of a content, small enough to be streamed without holding the whole.</summary>
public sealed class ContentPiece
{
    public const int Size = 256 * 1024;

    public required string Hash { get; init; }

    /// <summary>From 0.</summary>
    public int No { get; init; }

    public required byte[] Bytes { get; init; }
}
