using Portal.Domain.Common;

namespace Portal.Web.Features.Ingest;

/// <summary>Lines of a stream as bytes, without a copy each. A line longer than a row may be is handed over empty and marked.</summary>
internal sealed class Lines(Stream stream)
{
    private byte[] buffer = new byte[1 << 20];
    private int start;
    private int end;
    private (int Start, int Length) current;
    private bool ended;
    private bool skipping;

    public int Number { get; private set; }

    /// <summary>Bytes handed over so far: for the progress bar.</summary>
    public long Position { get; private set; }

    public bool IsTooLong { get; private set; }

    /// <summary>The line handed over last; until the next one.</summary>
    public ReadOnlySpan<byte> Current => buffer.AsSpan(current.Start, current.Length);

    /// <summary>False at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0 || (ended && end > start))
            {
                var whole = length >= 0 ? buffer.AsSpan(start, length) : buffer.AsSpan(start, end - start);
                start += length >= 0 ? length + 1 : end - start;
                Position += whole.Length + 1;
                Number++;
                IsTooLong = skipping || whole.Length > Limits.FeedRowBytes;
                skipping = false;
                if (Number == 1 && whole.StartsWith("\uFEFF"u8)) whole = whole[3..];
                line = IsTooLong ? default : whole.Length > 0 && whole[^1] == '\r' ? whole[..^1] : whole;
                current = (start - Ending(length) - whole.Length, line.Length);
                return true;
            }

            if (ended)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    private static int Ending(int length) => length >= 0 ? 1 : 0;

    private void Fill()
    {
        if (end - start > Limits.FeedRowBytes)
        {
            // Nobody will want it any more; go on to its end.
            Position += end - start;
            start = end;
            skipping = true;
        }

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        if (read == 0) ended = true;
        end += read;
    }
}
