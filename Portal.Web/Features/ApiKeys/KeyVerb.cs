using System.CommandLine;
using System.Globalization;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.ApiKeys;

/// <summary><c>key add</c>: prints the key alone on the last line, once.</summary>
internal static class KeyVerb
{
    public static Command Make(VerbHost host)
    {
        var name = new Option<string>("--name") { Required = true, Description = "What the key is for." };
        var scopes = new Option<string>("--scope") { Required = true, Description = "Separated by commas: " + string.Join(", ", ApiScopes.All) + "." };
        var merchant = new Option<string?>("--merchant") { Description = "Merchant number (DE42) the key is bound to." };
        var expires = new Option<string?>("--expires") { Description = "Day the key ends, 2027-12-31." };
        var add = new Command("add", "Adds a key and prints it, once.") { name, scopes, merchant, expires };
        add.SetAction((parsed, cancel) => host.Run(
            (services, token) => Add(services, parsed.GetValue(name)!, parsed.GetValue(scopes)!, parsed.GetValue(merchant), parsed.GetValue(expires), token), cancel));
        return new Command("key", "Keys of the HTTP API.") { add };
    }

    private static async Task<int> Add(IServiceProvider services, string name, string scopes, string? merchant, string? expires, CancellationToken cancel)
    {
        DateTimeOffset? end = null;
        if (expires is not null)
        {
            if (!DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            {
                await Console.Error.WriteLineAsync($"--expires {expires} is not a date.");
                return VerbHost.CouldNotRun;
            }

            end = parsed.ToUniversalTime();
        }

        var added = await services.GetRequiredService<AddApiKey>().Run(
            new(name, scopes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), merchant, end), cancel);
        if (!added.IsOk)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<ProblemTexts>().For(added.Problem));
            return VerbHost.CouldNotRun;
        }

        Console.WriteLine(added.Value);
        return VerbHost.Done;
    }
}
