using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Devices.Desk;

/// <summary>Who is signed in where, for administrators: one device, a person, a merchant or everyone is put out from here. The search is in the address.</summary>
public partial class SignInsDesk
{
    private FindSignIns.Found? found;
    private Problem? problem;
    private Asked? asked;
    private string? wanted, said;
    private bool busy;

    /// <summary>What has to be pressed twice.</summary>
    private abstract record Asked
    {
        public sealed record Everyone : Asked;

        public sealed record Person(UserId Id) : Asked;

        public sealed record Merchant(MerchantId Id) : Asked;
    }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [Inject]
    private FindSignIns FindSignIns { get; set; } = default!;

    [Inject]
    private EndSignIn End { get; set; } = default!;

    [Inject]
    private EndSignIns EndMany { get; set; } = default!;

    [Inject]
    private DeviceWords Words { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    protected override Task OnParametersSetAsync()
    {
        wanted = Query;
        return Load();
    }

    private async Task Load()
    {
        var answer = await FindSignIns.Run(wanted, Cancel);
        (found, problem) = (answer.Value, answer.Problem);
    }

    private void Find(string? text) => Navigation.NavigateTo(string.IsNullOrWhiteSpace(text) ? "/admin/sessions" : "/admin/sessions?q=" + Uri.EscapeDataString(text.Trim()));

    private Task EndOne(SignInId id) => Do(async () =>
    {
        var ended = await End.Run(id, Cancel);
        return ended.IsOk ? 1 : ended.Problem;
    });

    private Task EndEveryone() => Do(() => EndMany.OfEveryone(Cancel));

    private Task EndAsked() => asked switch
    {
        Asked.Person person => Do(() => EndMany.OfPerson(person.Id, Cancel)),
        Asked.Merchant merchant => Do(() => EndMany.OfMerchant(merchant.Id, Cancel)),
        _ => Task.CompletedTask,
    };

    private async Task Do(Func<Task<Result<int>>> deed)
    {
        if (busy) return;
        busy = true;
        var done = await deed();
        (busy, asked) = (false, null);
        if (done.IsOk)
        {
            said = Text["Desk.Done", done.Value];
            await Load();
        }
        else
        {
            problem = done.Problem;
        }
    }

    private string When(DateTimeOffset at) => Times.Short(at, Options.Value.TimeZone, Now);
}
