using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>
/// Every line of every log goes through the guard against card data, whoever writes it (the portal, the server, a library) and wherever it goes:
/// message, named values, scopes, exceptions.
/// </summary>
public static class GuardedLogs
{
    public static IServiceCollection AddGuardedLogs(this IServiceCollection services)
    {
        services.TryAddSingleton<LoggerFactory>();
        services.TryAddSingleton<FoundCardData>();
        return services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new Factory(provider.GetRequiredService<LoggerFactory>(), provider.GetRequiredService<FoundCardData>())));
    }

    private sealed class Factory(LoggerFactory inner, FoundCardData found) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Guarded(inner.CreateLogger(categoryName), categoryName, found);

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        // The container made the inner one and ends it.
        public void Dispose() { }
    }

    private sealed class Guarded(ILogger inner, string category, FoundCardData found) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull =>
            Holds(state, state.ToString()) ? inner.BeginScope(Said.Of(state, state.ToString())) : inner.BeginScope(state);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel)) return;
            var said = formatter(state, exception);
            var error = exception is null ? null : LoggedException.Of(exception);
            if (!Holds(state, said) && ReferenceEquals(error, exception))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            found.Note(CardPlace.Log, CardNumbers.Mask(category), Viewer.Nobody);
            inner.Log(logLevel, eventId, Said.Of(state, said), error, static (masked, _) => masked.ToString());
        }

        private static bool Holds<TState>(TState state, string? said) =>
            CardNumbers.Contains(said) || state is IEnumerable<KeyValuePair<string, object?>> values && values.Any(v => v.Value is string text && CardNumbers.Contains(text));
    }

    /// <summary>What was logged, masked: the sentence and its named values.</summary>
    private sealed class Said(string sentence, IReadOnlyList<KeyValuePair<string, object?>> values) : List<KeyValuePair<string, object?>>(values)
    {
        public static Said Of(object? state, string? sentence) => new(
            CardNumbers.Mask(sentence ?? ""),
            [.. (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(v => KeyValuePair.Create(CardNumbers.Mask(v.Key), Masked(v.Value)))]);

        public override string ToString() => sentence;

        private static object? Masked(object? value) => value?.ToString() is { } text && CardNumbers.Contains(text) ? CardNumbers.Mask(text) : value;
    }

    /// <summary>Stands for an exception whose message or trace held card data.</summary>
    private sealed class LoggedException(string message, string whole) : Exception(message)
    {
        public static Exception Of(Exception thrown)
        {
            var whole = thrown.ToString();
            return CardNumbers.Contains(whole) ? new LoggedException(CardNumbers.Mask(thrown.Message), CardNumbers.Mask(whole)) : thrown;
        }

        public override string? StackTrace => null;

        public override string ToString() => whole;
    }
}
