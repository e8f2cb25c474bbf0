using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Features.People;

/// <summary>What a person who started the portal reads: where it is, and whom to sign in as.</summary>
internal sealed class Greeting(IOptions<DemoOptions> demo) : IGreeting
{
    public async Task Write(IEnumerable<string> urls, TextWriter output, CancellationToken cancel)
    {
        await output.WriteLineAsync($"Serving {string.Join(' ', urls)}");
        if (!demo.Value.Enabled) return;

        await output.WriteLineAsync($"Demo sign-ins, password {DemoPeople.Password}:");
        foreach (var person in DemoPeople.All)
            await output.WriteLineAsync($"  {person.Role.ToString().ToLowerInvariant(),-10} {person.Email,-20} {person.Name}{(person.MerchantName is null ? "" : " · " + person.MerchantName)}");
        await output.FlushAsync(cancel);
    }
}
