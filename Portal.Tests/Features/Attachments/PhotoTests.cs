using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Features.Attachments;
using Portal.Web.Shared.Viewing;
using SkiaSharp;

namespace Portal.Tests.Features.Attachments;

public class PhotoTests
{
    private static readonly RedrawPhoto Redraw = new();

    private static Task<Result<Redrawn>> Drawn(byte[] bytes, string name = "photo.jpg") => Redraw.Run(Of(bytes, name), default);

    private static Upload Of(byte[] bytes, string name = "photo.jpg") => new(name, bytes.Length, () => new MemoryStream(bytes));

    [Fact]
    public async Task The_place_and_everything_else_a_camera_writes_is_gone_and_the_picture_stands_upright()
    {
        var taken = WithExif(Photo(300, 200, SKEncodedImageFormat.Jpeg), orientation: 6, "GPS-3113N-12128E");
        Assert.Contains("GPS-3113N", Encoding.ASCII.GetString(taken));

        var kept = (await Drawn(taken)).Value!;

        Assert.DoesNotContain("Exif", Encoding.ASCII.GetString(kept.Bytes));
        Assert.DoesNotContain("GPS", Encoding.ASCII.GetString(kept.Bytes));
        Assert.DoesNotContain("GPS", Encoding.ASCII.GetString(kept.SmallBytes));
        Assert.Equal((200, 300), (kept.Photo.Width, kept.Photo.Height));
        // The left half was red; turned clockwise by a quarter it is the upper half.
        using var drawn = SKBitmap.Decode(kept.Bytes);
        Assert.True(Red(10) > Red(200) + 60, $"{Red(10)} {Red(200)}");

        double Red(int fromRow) => Enumerable.Range(fromRow, 80).SelectMany(y => Enumerable.Range(0, 200).Select(x => (int)drawn.GetPixel(x, y).Red - drawn.GetPixel(x, y).Blue)).Average();
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task Large_photos_of_each_kind_are_made_smaller(SKEncodedImageFormat format)
    {
        var kept = (await Drawn(Photo(4000, 1000, format))).Value!;

        Assert.Equal((Limits.AttachmentSide, Limits.AttachmentSide / 4), (kept.Photo.Width, kept.Photo.Height));
        Assert.Equal(FileKind.Jpeg, FileKinds.Of(kept.Bytes));
    }

    [Fact]
    public async Task What_is_not_a_photo_is_refused_whatever_it_is_called()
    {
        Assert.Equal("photo-type", (await Drawn("%PDF-1.7\n"u8.ToArray())).Problem!.Code);
        Assert.Equal("photo-type", (await Drawn("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"u8.ToArray(), "x.png")).Problem!.Code);
        Assert.Equal("photo-type", (await Drawn("<html>"u8.ToArray())).Problem!.Code);
        Assert.Equal("photo-type", (await Drawn("GIF89a"u8.ToArray())).Problem!.Code);
        Assert.Equal("photo-heic", (await Drawn([0, 0, 0, 24, .. "ftypheic"u8])).Problem!.Code);
        Assert.Equal("photo-empty", (await Drawn([])).Problem!.Code);
        Assert.Equal("photo-too-big", (await Redraw.Run(new("x.jpg", Limits.AttachmentBytes + 1, () => Stream.Null), default)).Problem!.Code);
    }

    [Fact]
    public async Task A_picture_cut_off_in_the_middle_is_refused()
    {
        foreach (var format in new[] { SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp })
        {
            var whole = Photo(800, 600, format);
            Assert.Equal("photo-broken", (await Drawn(whole[..(whole.Length / 2)])).Problem?.Code);
        }
    }

    [Fact]
    public async Task A_bomb_is_refused_by_its_header()
    {
        Assert.Equal("photo-too-many-pixels", (await Drawn(PngHeader(50_000, 50_000))).Problem!.Code);
    }

    [Fact]
    public async Task Random_bytes_behind_the_right_beginning_never_throw()
    {
        var random = new Random(7);
        foreach (var head in new byte[][] { [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBP"u8] })
        {
            for (var i = 0; i < 300; i++)
            {
                var tail = new byte[random.Next(0, 400)];
                random.NextBytes(tail);
                Assert.False((await Drawn([.. head, .. tail])).IsOk);
            }
        }
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\a\"b.jpg", "ab.jpg")]
    [InlineData("\u202Egpj.exe", "gpj.exe")]
    [InlineData("6222021234567894.jpg", "622202******7894.jpg")]
    [InlineData("", "photo")]
    public async Task Names_lose_paths_tricks_and_card_numbers(string name, string kept)
    {
        Assert.Equal(kept, (await Drawn(Photo(20, 20, SKEncodedImageFormat.Jpeg), name)).Value!.Photo.Name);
    }

    [Fact]
    public async Task A_photo_is_shown_to_those_who_may_see_the_ticket_and_to_nobody_else()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id, photos: [Of(Photo(900, 700, SKEncodedImageFormat.Jpeg), "屏幕.jpg")]);
        await using var db = portal.Database();
        var id = (await db.Set<Attachment>().SingleAsync()).Id.Value;
        using var lin = await portal.Browse(Cast.Lin);
        using var wang = await portal.Browse(Cast.Wang);
        using var bund = await portal.Browse(new("bund@lotus.example", "外滩店员", Role.Cashier, Cast.LotusTea, Cast.Bund));
        using var mei = await portal.Browse(Cast.Mei);
        using var stranger = portal.Browse();

        foreach (var path in new[] { $"/attachments/{id}", $"/attachments/{id}/small" })
        {
            var shown = await lin.Get(path);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
            Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.NotNull(SKBitmap.Decode(await shown.Content.ReadAsByteArrayAsync()));
            Assert.Equal(HttpStatusCode.OK, (await mei.Get(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await wang.Get(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await bund.Get(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Found, (await stranger.Get(path)).StatusCode);
        }
    }

    [Fact]
    public async Task The_same_photo_twice_is_kept_once()
    {
        await using var portal = await TestPortal.Start();
        var photo = Photo(1200, 900, SKEncodedImageFormat.Jpeg);

        await portal.Opens(Cast.Lin, photos: [Of(photo), Of(photo)]);
        await portal.Opens(Cast.Chen, photos: Of(photo));

        await using var db = portal.Database();
        Assert.Equal((3, 2), (await db.Set<Attachment>().CountAsync(), await db.Set<Content>().CountAsync()));
    }

    [Fact]
    public async Task A_refused_file_loses_no_word_that_was_typed()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.PostFiles("/tickets/new", [("text", "机器不开机")], ("photos", "说明.pdf", "%PDF-1.7"u8.ToArray()));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("机器不开机", page);
        Assert.Contains("“说明.pdf”不是照片", page);
    }

    /// <summary>Red on the left, blue on the right.</summary>
    private static byte[] Photo(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(0, 0, width / 2f, height, red);
            using var line = new SKPaint { Color = SKColors.White };
            for (var i = 0; i < height; i += 7) canvas.DrawLine(0, i, width, height - i, line);
        }

        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    /// <summary>Puts an APP1 segment behind the start of a JPEG: an orientation, and a text where a camera writes the place.</summary>
    private static byte[] WithExif(byte[] jpeg, ushort orientation, string place)
    {
        byte[] body =
        [
            .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, // one entry
            0x01, 0x12, 0, 3, 0, 0, 0, 1, (byte)(orientation >> 8), (byte)orientation, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(place),
        ];
        var length = body.Length + 2;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. body, .. jpeg[2..]];
    }

    private static byte[] PngHeader(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = [.. "IHDR"u8, .. Big(width), .. Big(height), 8, 6, 0, 0, 0];
        Chunk(header);
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(new byte[1000]);
        Chunk([.. "IDAT"u8, .. zipped.ToArray()]);
        Chunk([.. "IEND"u8]);
        return png.ToArray();

        void Chunk(byte[] typeAndData)
        {
            png.Write(Big(typeAndData.Length - 4));
            png.Write(typeAndData);
            png.Write(Big((int)Crc(typeAndData)));
        }

        static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

        static uint Crc(byte[] bytes)
        {
            var crc = 0xFFFFFFFFu;
            foreach (var b in bytes)
            {
                crc ^= b;
                for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
            }

            return ~crc;
        }
    }
}
