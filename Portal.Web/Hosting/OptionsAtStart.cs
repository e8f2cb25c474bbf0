using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Web.Hosting;

/// <summary>Options are checked at start: all errors at once, each naming its key.</summary>
public static class OptionsAtStart
{
    public static IServiceCollection AddChecked<T>(this IServiceCollection services, IConfiguration configuration, string section) where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        return services.AddSingleton<ICheckOptions>(provider => new CheckOptions<T>(section, provider));
    }

    /// <summary>Every wrong setting of every section, as "Section:Key: what is wrong".</summary>
    public static IReadOnlyList<string> Errors(IServiceProvider services) =>
        [.. services.GetServices<ICheckOptions>().SelectMany(check => check.Errors())];

    private interface ICheckOptions
    {
        IEnumerable<string> Errors();
    }

    private sealed class CheckOptions<T>(string section, IServiceProvider services) : ICheckOptions where T : class
    {
        public IEnumerable<string> Errors()
        {
            T value;
            string? unreadable = null;
            try
            {
                value = services.GetRequiredService<IOptions<T>>().Value;
            }
            catch (InvalidOperationException error)
            {
                value = default!;
                unreadable = $"{section}: {error.Message}";
            }

            if (unreadable is not null) return [unreadable];

            var wrong = new List<ValidationResult>();
            Validator.TryValidateObject(value, new ValidationContext(value), wrong, validateAllProperties: true);
            return wrong.Select(w => $"{section}:{string.Join(',', w.MemberNames)}: {w.ErrorMessage}");
        }
    }
}
