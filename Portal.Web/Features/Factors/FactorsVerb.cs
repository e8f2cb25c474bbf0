using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Factors;

/// <summary><c>factors remove</c> and <c>factors unlock</c>: for whoever keeps the machine, when no administrator can get in.</summary>
internal static class FactorsVerb
{
    public static Command Make(VerbHost host)
    {
        var why = new Option<FactorLoss>("--why") { Description = "lost, stolen, newphone or other; stands in the audit trail.", DefaultValueFactory = _ => FactorLoss.Other };
        var remove = Verb(host, "remove", "Takes away all second factors of somebody who lost them.", (services, user, parsed, cancel) =>
            services.GetRequiredService<RemoveLostFactors>().Run(new UserId(user.Id), parsed.GetValue(why), cancel));
        remove.Add(why);
        var unlock = Verb(host, "unlock", "Opens an account that too many wrong passwords or codes locked.", async (services, user, _, cancel) =>
        {
            await services.GetRequiredService<Door>().Unlock(user, cancel);
            await services.GetRequiredService<PortalDb>().SaveChangesAsync(cancel);
            return Result.Ok;
        });
        return new Command("factors", "Second factors and locks of people who sign in.") { remove, unlock };
    }

    private static Command Verb(VerbHost host, string name, string what, Func<IServiceProvider, PortalUser, ParseResult, CancellationToken, Task<Result>> act)
    {
        var email = new Option<string>("--email") { Required = true, Description = "Mail address or number the person signs in with." };
        var verb = new Command(name, what) { email };
        verb.SetAction((parsed, cancel) => host.Run(async (services, token) =>
        {
            var user = await services.GetRequiredService<UserManager<PortalUser>>().FindByNameAsync(parsed.GetValue(email)!);
            if (user is null) return await Refuse($"Nobody signs in as {parsed.GetValue(email)}.");
            if ((await act(services, user, parsed, token)).Problem is { } problem) return await Refuse(services.GetRequiredService<ProblemTexts>().For(problem));
            Console.WriteLine("Done.");
            return VerbHost.Done;
        }, cancel));
        return verb;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return VerbHost.CouldNotRun;
    }
}
