using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Data;
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
        var id = new Argument<Guid>("id") { Description = "As key list shows it." };
        var revoke = new Command("revoke", "Ends a key at once.") { id };
        revoke.SetAction((parsed, cancel) => host.Run((services, token) => Revoke(services, parsed.GetValue(id), token), cancel));
        var list = new Command("list", "Lists the keys: id, name, scopes, until when, state.");
        list.SetAction((_, cancel) => host.Run(List, cancel));
        return new Command("key", "Keys of the HTTP API.") { add, list, revoke };
    }

    private static async Task<int> Revoke(IServiceProvider services, Guid id, CancellationToken cancel)
    {
        var revoked = await services.GetRequiredService<RevokeApiKey>().Run(id, cancel);
        if (revoked.IsOk) return VerbHost.Done;
        await Console.Error.WriteLineAsync(services.GetRequiredService<ProblemTexts>().For(revoked.Problem));
        return VerbHost.CouldNotRun;
    }

    private static async Task<int> List(IServiceProvider services, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var key in await services.GetRequiredService<PortalDb>().Set<ApiKey>().AsNoTracking().OrderBy(k => k.CreatedAt).ToListAsync(cancel))
            Console.WriteLine($"{key.Id}  {key.Name}  {key.Scopes.Replace(' ', ',')}  {(key.ExpiresAt is { } end ? Rfc3339.Write(end) : "-")}  {(key.RevokedAt is not null ? "revoked" : key.Works(now) ? "works" : "expired")}");
        return VerbHost.Done;
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
