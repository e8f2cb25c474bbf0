using System.CommandLine;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary><c>user add</c>: makes a sign-in; without a password it prints a one-time invitation link.</summary>
internal static class UserVerb
{
    public static Command Make(VerbHost host)
    {
        var email = new Option<string?>("--email") { Description = "Mail address, also the sign-in name. A cashier may go without: the sign-in name is a number then." };
        var name = new Option<string>("--name") { Required = true, Description = "Name people see." };
        var role = new Option<Role>("--role") { Required = true, Description = "owner, cashier, agent, supervisor, trainer or admin." };
        var merchant = new Option<string?>("--merchant") { Description = "Merchant number (DE42); for owners and cashiers." };
        var stores = new Option<string[]>("--store") { Description = "Store a cashier is limited to; may be repeated.", DefaultValueFactory = _ => [] };
        var password = new Option<string?>("--password") { Description = "Without it a one-time invitation link is printed." };

        var add = new Command("add", "Adds a person.") { email, name, role, merchant, stores, password };
        add.SetAction((parsed, cancel) => host.Run((services, token) => Add(services, new AddPerson.Input(
            parsed.GetValue(email), parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(merchant), parsed.GetValue(stores)!, parsed.GetValue(password)), token), cancel));
        return new Command("user", "People who sign in.") { add };
    }

    private static async Task<int> Add(IServiceProvider services, AddPerson.Input input, CancellationToken cancel)
    {
        var added = await services.GetRequiredService<AddPerson>().Run(input, cancel);
        if (!added.IsOk)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<ProblemTexts>().For(added.Problem));
            return VerbHost.CouldNotRun;
        }

        var links = services.GetRequiredService<PublicLinks>();
        Console.WriteLine(added.Value.InvitationToken is { } token
            ? links.To("/account/invitation", ("token", token))
            : $"{added.Value.SignInName} can sign in.");
        return VerbHost.Done;
    }
}
