using System.Text;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Support;

/// <summary>Keeps every line of every log with its named values, scopes and exceptions, as a collector of logs would.</summary>
public sealed class SeenLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly StringBuilder text = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public string Text
    {
        get
        {
            lock (text) return text.ToString();
        }
    }

    /// <summary>What was logged since it was last taken.</summary>
    public string Take()
    {
        lock (text)
        {
            var taken = text.ToString();
            text.Clear();
            return taken;
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() { }

    private sealed class Logger(SeenLogs seen, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => seen.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (seen.text)
            {
                seen.text.Append(logLevel).Append(' ').Append(category).Append(": ").Append(formatter(state, exception));
                Values(state);
                seen.scopes.ForEachScope((scope, _) => Values(scope), state);
                if (exception is not null) seen.text.Append('\n').Append(exception).Append(exception.Message).Append(exception.StackTrace);
                seen.text.Append('\n');
            }
        }

        private void Values(object? state)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values) seen.text.Append(" [").Append(state).Append(']');
            else foreach (var (name, value) in values) seen.text.Append(' ').Append(name).Append('=').Append(value);
        }
    }
}
