namespace Portal.Domain.Attachments;

/// <summary>What a file is by its first bytes; its name and what the browser says of it count for nothing.</summary>
public enum FileKind { Unknown, Jpeg, Png, WebP, Heic, Pdf, Svg }

public static class FileKinds
{
    /// <summary>As many first bytes as are needed to tell.</summary>
    public const int HeadLength = 256;

    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FileKind.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return FileKind.Png;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8)) return FileKind.WebP;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && IsHeic(head[8..12])) return FileKind.Heic;
        if (head.StartsWith("%PDF"u8)) return FileKind.Pdf;
        return head.IndexOf("<svg"u8) >= 0 ? FileKind.Svg : FileKind.Unknown;
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("heif"u8)
        || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("avif"u8);
}
