using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Privacy.Desk;

/// <summary>What is kept of one person, what becomes of it when they are erased, and both ways: a copy, and the erasure.</summary>
public partial class PersonPage
{
    private FindPerson.View? view;
    private Problem? problem;
    private string? reason, ticket, typed, said;
    private bool photos, missing, busy;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private FindPerson People { get; set; } = default!;

    [Inject]
    private ErasePerson Erase { get; set; } = default!;

    [Inject]
    private PersonNames Names { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    private string Zone => Options.Value.TimeZone;

    public static string PathOf(UserId person) => $"/admin/privacy/people/{person.Value}";

    protected override Task OnParametersSetAsync() => Load();

    private async Task Load()
    {
        view = await People.One(new(Id), Cancel);
        missing = view is null;
    }

    private async Task EraseNow()
    {
        busy = true;
        var done = await Erase.Run(new(new(Id), typed, reason, ticket, photos), Cancel);
        busy = false;
        problem = done.Problem;
        if (done.IsOk) said = Text["Erase.Done", Names.Shown(done.Value.Name), new Counted(done.Value.Tickets)];
        await Load();
    }

    private string? Invalid(string field) => problem?.Field == field ? "true" : null;

    private static IEnumerable<(string What, int Count)> Rows(FindPerson.Kept kept) =>
    [
        ("account", 1), ("sign-ins", kept.SignIns), ("open", kept.OpenTickets), ("messages", kept.Messages), ("photos", kept.Photos), ("tickets", kept.TicketsOpened),
        ("sessions", kept.Walks), ("lessons", kept.Lessons), ("visits", kept.Visits), ("entries", kept.Entries),
    ];
}
