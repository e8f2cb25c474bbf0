namespace Portal.Web.Features.Privacy;

/// <summary>
/// The framework's ZIP writes the end of an entry while it is being disposed, at once and not asynchronously, which an answer's body refuses. Such writes
/// are gathered here (the end of an entry is some kilobytes) and go out with the next one that may wait.
/// </summary>
internal sealed class GatheredWrites(Stream to) : Stream
{
    private readonly MemoryStream gathered = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => gathered.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => gathered.Write(buffer);

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await WriteAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Send(cancellationToken);
        await to.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
        // What is gathered waits for a call that may wait.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Send(cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask Send(CancellationToken cancel)
    {
        if (gathered.Length == 0) return;
        await to.WriteAsync(gathered.GetBuffer().AsMemory(0, (int)gathered.Length), cancel);
        gathered.SetLength(0);
    }
}
