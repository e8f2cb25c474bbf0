using System.Text;
using Portal.Domain.Common;

namespace Portal.Web.Hosting;

/// <summary>What a verb prints goes through the guard against card data: names of files and columns are other people's text.</summary>
internal sealed class GuardedOutput(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value is null ? null : CardNumbers.Mask(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : CardNumbers.Mask(value));

    public override void Flush() => inner.Flush();

    public override Task WriteAsync(char value) => inner.WriteAsync(value);

    public override Task WriteAsync(string? value) => inner.WriteAsync(value is null ? null : CardNumbers.Mask(value));

    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(value is null ? null : CardNumbers.Mask(value));

    public override Task FlushAsync() => inner.FlushAsync();

    /// <summary>Standard output and standard error, until it is disposed.</summary>
    public static IDisposable OverConsole() => new Console();

    private sealed class Console : IDisposable
    {
        private readonly TextWriter output = System.Console.Out, error = System.Console.Error;

        public Console()
        {
            System.Console.SetOut(new GuardedOutput(output));
            System.Console.SetError(new GuardedOutput(error));
        }

        public void Dispose()
        {
            System.Console.SetOut(output);
            System.Console.SetError(error);
        }
    }
}
