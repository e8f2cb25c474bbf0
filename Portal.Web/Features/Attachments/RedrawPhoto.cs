using System.Security.Cryptography;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using SkiaSharp;

namespace Portal.Web.Features.Attachments;

/// <summary>A file as it arrived.</summary>
public sealed record Upload(string Name, long Length, Func<Stream> Open);

/// <summary>A photo as it will be kept: its own bytes and those of its small picture.</summary>
public sealed record Redrawn(StoredPhoto Photo, byte[] Bytes, byte[] SmallBytes);

/// <summary>
/// Decodes a photo and writes it anew: upright, at most <see cref="Limits.AttachmentSide"/> pixels long, as JPEG. What is kept is only the picture:
/// no place, no camera, no second file hidden behind it.
/// </summary>
public sealed class RedrawPhoto : IDisposable
{
    private const int SmallSide = 352;
    private const int Quality = 85;

    // A decoded photo takes up to 200 MB; two at a time keep the process small however many arrive.
    private readonly SemaphoreSlim atOnce = new(2);

    /// <returns>Problem "photo-…" with the file's name as its first argument.</returns>
    public async Task<Result<Redrawn>> Run(Upload upload, CancellationToken cancel)
    {
        var name = PhotoName.Clean(upload.Name);
        if (upload.Length > Limits.AttachmentBytes) return Refused("photo-too-big", name, Limits.AttachmentBytes / (1024 * 1024));
        if (upload.Length == 0) return Refused("photo-empty", name);

        using var bytes = new MemoryStream((int)upload.Length);
        await using (var stream = upload.Open()) await stream.CopyToAsync(bytes, cancel);
        var kind = FileKinds.Of(bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, FileKinds.HeadLength)));
        if (kind == FileKind.Heic) return Refused("photo-heic", name);
        if (kind is not (FileKind.Jpeg or FileKind.Png or FileKind.WebP)) return Refused("photo-type", name);

        await atOnce.WaitAsync(cancel);
        try
        {
            return Redraw(bytes, name);
        }
        finally
        {
            atOnce.Release();
        }
    }

    private static Result<Redrawn> Redraw(MemoryStream bytes, string name)
    {
        bytes.Position = 0;
        using var data = SKData.Create(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0) return Refused("photo-broken", name);
        if ((long)codec.Info.Width * codec.Info.Height > Limits.AttachmentPixels) return Refused("photo-too-many-pixels", name, Limits.AttachmentPixels / 1_000_000);

        // JPEG can be read at an eighth to the whole of its size: no more is decoded than will be kept.
        var scale = Math.Min(1f, Limits.AttachmentSide / (float)Math.Max(codec.Info.Width, codec.Info.Height));
        var wanted = codec.GetScaledDimensions(scale);
        if (Math.Max(wanted.Width, wanted.Height) < Limits.AttachmentSide * 0.9f && scale < 1) wanted = codec.Info.Size;
        using var decoded = new SKBitmap(new SKImageInfo(wanted.Width, wanted.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success) return Refused("photo-broken", name);

        using var upright = Upright(decoded, codec.EncodedOrigin, Limits.AttachmentSide);
        using var small = Upright(decoded, codec.EncodedOrigin, SmallSide);
        var kept = Jpeg(upright);
        var keptSmall = Jpeg(small);
        return new Redrawn(new StoredPhoto(name, "image/jpeg", Hash(kept), Hash(keptSmall), kept.Length, upright.Width, upright.Height), kept, keptSmall);
    }

    private static SKBitmap Upright(SKBitmap source, SKEncodedOrigin origin, int side)
    {
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, side / (float)Math.Max(source.Width, source.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(source.Width * scale)), Math.Max(1, (int)Math.Round(source.Height * scale)));
        var drawn = new SKBitmap(new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(drawn);
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        using var image = SKImage.FromBitmap(source);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return drawn;
    }

    private static byte[] Jpeg(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static Problem Refused(string code, string name, params object[] more) => new Problem(code, [name, .. more]).For("photos");

    public void Dispose() => atOnce.Dispose();
}
