using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Ui;

namespace Portal.Web.Features.Training.Pages;

public partial class LessonPage
{
    private LessonContent? lesson;
    private DateTimeOffset? signedAt;
    private int? number;
    private Dictionary<string, string> answers = [];
    private IReadOnlyList<string>? wrong;
    private Problem? problem;

    [Parameter]
    public string Slug { get; set; } = "";

    [SupplyParameterFromQuery(Name = "ticket")]
    public string? Ticket { get; set; }

    [SupplyParameterFromForm(FormName = "sign", Name = "version")]
    public int Version { get; set; }

    [Inject]
    private LessonCatalogue Lessons { get; set; } = default!;

    [Inject]
    private MyLessons Mine { get; set; } = default!;

    [Inject]
    private SignLesson SignLesson { get; set; } = default!;

    [Inject]
    private ProblemTexts Problems { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    private string Zone => Options.Value.TimeZone;

    private string Title => lesson!.Title.In(Languages.Current);

    private string Facts
    {
        get
        {
            var facts = new List<string> { Text["Minutes", lesson!.Minutes], Text["Version", lesson.Version.ToString(CultureInfo.InvariantCulture)] };
            if (number is { } ticket) facts.Add(Text["FromTicket", TicketMark.Show(ticket)]);
            return string.Join(" · ", facts);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        number = TicketMark.Read(Ticket);
        lesson = await Lessons.Find(Slug, Cancel);
        if (lesson is null) Navigation.NotFound();
        else signedAt = await Mine.ReadAt(lesson, Cancel);
    }

    private async Task Submit()
    {
        // The names of the fields are the ids of the questions: they differ from lesson to lesson.
        var form = Http.Request.Form;
        answers = lesson!.Questions.Where(q => form[q.Id].Count == 1).ToDictionary(q => q.Id, q => form[q.Id].ToString());
        problem = (await SignLesson.Run(new(Slug, Version, answers, number), Cancel)).Problem;
        if (problem is null)
        {
            Flash.Say(Http, Text["Signed.Flash"]);
            Navigation.NavigateTo(number is { } ticket ? $"/learn/{lesson.Slug}?ticket={TicketMark.Show(ticket)}" : $"/learn/{lesson.Slug}");
        }
        else if (problem == TrainingProblems.NotAllRight)
        {
            wrong = lesson.Wrong(answers);
        }
    }
}
