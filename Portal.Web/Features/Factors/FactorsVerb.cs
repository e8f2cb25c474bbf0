using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Factors;

/// <summary><c>factors remove</c> and <c>factors unlock</c>: for whoever keeps the machine, when no administrator can get in.</summary>
internal static class FactorsVerb
{
    public static Command Make(VerbHost host)
    {
        var factors = new Command("factors", "Second factors and locks of people who sign in.");
        factors.Add(Verb(host, "remove", "Takes away all second factors of somebody who lost them.", async (services, user, cancel) =>
            await services.GetRequiredService<RemoveLostFactors>().Run(new UserId(user.Id), cancel)));
        factors.Add(Verb(host, "unlock", "Opens an account that too many wrong passwords locked.", async (services, user, cancel) =>
        {
            await services.GetRequiredService<Door>().Unlock(user, cancel);
            await services.GetRequiredService<PortalDb>().SaveChangesAsync(cancel);
            return Result.Ok;
        }));
        return factors;
    }

    private static Command Verb(VerbHost host, string name, string what, Func<IServiceProvider, PortalUser, CancellationToken, Task<Result>> act)
    {
        var email = new Option<string>("--email") { Required = true, Description = "Mail address or number the person signs in with." };
        var verb = new Command(name, what) { email };
        verb.SetAction((parsed, cancel) => host.Run(async (services, token) =>
        {
            var user = await services.GetRequiredService<UserManager<PortalUser>>().FindByNameAsync(parsed.GetValue(email)!);
            if (user is null || !(await act(services, user, token)).IsOk)
            {
                await Console.Error.WriteLineAsync($"Nobody signs in as {parsed.GetValue(email)}.");
                return VerbHost.CouldNotRun;
            }

            Console.WriteLine("Done.");
            return VerbHost.Done;
        }, cancel));
        return verb;
    }
}
