using System.Globalization;
using System.Text;
using QRCoder;

namespace Portal.Web.Shared.Ui;

/// <summary>A QR code as one SVG path: drawn in the page itself, sharp on any screen and on paper, nothing the content policy would have to allow.</summary>
public sealed record QrPath(int Side, string Path)
{
    /// <summary>With its quiet zone; level M still reads with a thumb print on it.</summary>
    public static QrPath Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x < rows[y].Length && rows[y][x]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        return new(rows.Count, path.ToString());
    }
}
