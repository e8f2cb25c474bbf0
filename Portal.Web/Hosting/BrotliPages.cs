using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Portal.Web.Hosting;

/// <summary>
/// Brotli for pages at quality 7: a quarter smaller than the fastest level for a fifth of a millisecond more, which a phone on a bad line notices.
/// The built-in provider offers 1, 4 and 11 only.
/// </summary>
internal sealed class BrotliPages : ICompressionProvider
{
    private static readonly BrotliCompressionOptions Quality = new() { Quality = 7 };

    public string EncodingName => "br";

    public bool SupportsFlush => true;

    public Stream CreateStream(Stream outputStream) => new BrotliStream(outputStream, Quality, leaveOpen: true);
}
