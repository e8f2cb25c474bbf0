using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Web.Features.Attachments;
using SkiaSharp;

namespace Portal.Fuzz;

/// <summary>Bytes that say they are a photo. What is kept of them is a JPEG of ours, of a size that is allowed.</summary>
internal sealed class PhotoTarget : Target
{
    private readonly RedrawPhoto redraw = new();

    public override string Name => "photos";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Picture(SKEncodedImageFormat.Jpeg), Picture(SKEncodedImageFormat.Png), Picture(SKEncodedImageFormat.Webp), Exif(Picture(SKEncodedImageFormat.Jpeg)), "GIF89a\x01\0\x01\0"u8.ToArray(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(), "%PDF-1.7\n1 0 obj\n"u8.ToArray(), "\0\0\0\x18ftypheic\0\0\0\0mif1heic"u8.ToArray(),
    ];

    public override IReadOnlyList<string> Words => ["IHDR", "IDAT", "IEND", "PLTE", "tEXt", "iTXt", "acTL", "VP8 ", "VP8L", "VP8X", "ANIM", "ICCP", "Exif\0\0", "JFIF\0", "RIFF", "WEBP"];

    public override async Task<string?> Try(byte[] input)
    {
        var drawn = await redraw.Run(new Upload("x.jpg", input.Length, () => new MemoryStream(input)), default);
        if (!drawn.IsOk) return drawn.Problem.Code.StartsWith("photo-", StringComparison.Ordinal) ? null : drawn.Problem.Code;

        var (photo, bytes, small) = drawn.Value;
        if (FileKinds.Of(bytes) != FileKind.Jpeg || FileKinds.Of(small) != FileKind.Jpeg) return "keeps something other than a JPEG";
        if (photo.Width > Limits.AttachmentSide || photo.Height > Limits.AttachmentSide) return $"keeps {photo.Width} x {photo.Height}";
        return bytes.AsSpan().IndexOf("<script"u8) >= 0 ? "carries script along" : null;
    }

    private static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(40, 30);
        for (var x = 0; x < 40; x++)
            for (var y = 0; y < 30; y++) bitmap.SetPixel(x, y, new SKColor((byte)(x * 6), (byte)(y * 8), (byte)(x ^ y)));
        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    private static byte[] Exif(byte[] jpeg) =>
        [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"u8, .. jpeg.AsSpan(2)];

    protected override ValueTask Stop()
    {
        redraw.Dispose();
        return ValueTask.CompletedTask;
    }
}
