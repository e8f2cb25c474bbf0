using System.CommandLine;
using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary><c>person find</c>, <c>person export</c>, <c>person erase</c>.</summary>
internal static class PersonVerb
{
    private static readonly Dictionary<string, ErasureReason> Reasons = Enum.GetValues<ErasureReason>().ToDictionary(r => Kebab.Of(r));

    public static Command Make(VerbHost host)
    {
        var who = new Argument<string>("EMAIL") { Description = "Mail address or number they sign in with; the id that person find shows for somebody who was removed." };
        var to = new Option<string>("--out") { Required = true, Description = "ZIP file to write; must not be there yet." };
        var export = new Command("export", "Writes a copy of everything kept of a person.") { who, to };
        export.SetAction((parsed, cancel) => host.Run((services, token) => Export(services, parsed.GetValue(who)!, Path.GetFullPath(parsed.GetValue(to)!), token), cancel));

        var reason = new Option<string>("--reason") { Description = "asked, purpose-over, unlawful or ordered; asked unless given.", DefaultValueFactory = _ => Kebab.Of(ErasureReason.Asked) };
        reason.AcceptOnlyFromAmong([.. Reasons.Keys]);
        var ticket = new Option<string?>("--ticket") { Description = "Ticket in which it was asked for, T-1042." };
        var photos = new Option<bool>("--photos") { Description = "Take the photos they sent, too." };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without it only says what would happen." };
        var erase = new Command("erase", "Erases a person: account and what is theirs alone goes, a pseudonym takes the place of the name. Cannot be undone.") { who, reason, ticket, photos, yes };
        erase.SetAction((parsed, cancel) => host.Run((services, token) => Erase(
            services, parsed.GetValue(who)!, Reasons[parsed.GetValue(reason)!], parsed.GetValue(ticket), parsed.GetValue(photos), parsed.GetValue(yes), token), cancel));

        var part = new Argument<string>("TEXT") { Description = "Part of a name, of a sign-in name or of a merchant's name." };
        var find = new Command("find", "Lists people who have or had an account, removed ones too: id, name, sign-in name, role, merchant, state.") { part };
        find.SetAction((parsed, cancel) => host.Run((services, token) => Find(services, parsed.GetValue(part)!, token), cancel));
        return new Command("person", "What is kept of a person: a copy of it, and its erasure.") { find, export, erase };
    }

    private static async Task<int> Find(IServiceProvider services, string text, CancellationToken cancel)
    {
        foreach (var person in await services.GetRequiredService<FindPerson>().Run(text, cancel))
            Console.WriteLine($"{person.Id.Value}  {person.Name}  {person.SignInName ?? "-"}  {Kebab.Of(person.Role)}  {person.Merchant ?? "-"}  {(person.ErasedAt is not null ? "erased" : person.RemovedAt is not null ? "removed" : "there")}");
        return VerbHost.Done;
    }

    private static async Task<int> Export(IServiceProvider services, string who, string file, CancellationToken cancel)
    {
        if (await services.GetRequiredService<FindPerson>().BySignIn(who, cancel) is not { } person) return await Nobody(who);
        if (File.Exists(file) || Directory.Exists(file)) return await Refuse($"{file} is there already: name another file.");
        if (!Directory.Exists(Path.GetDirectoryName(file))) return await Refuse($"There is no folder for {file}.");

        var half = file + ".part";
        try
        {
            var done = await Write(services, person, half, cancel);
            if (!done.IsOk) return await Refuse(services.GetRequiredService<ProblemTexts>().For(done.Problem));
            File.Move(half, file, overwrite: false);
        }
        finally
        {
            File.Delete(half);
        }

        Console.WriteLine($"Written: {file}");
        Console.WriteLine("It is personal data: hand it to that person alone, and delete it then.");
        return VerbHost.Done;
    }

    private static async Task<Result> Write(IServiceProvider services, UserId person, string file, CancellationToken cancel)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var to = new FileStream(file, how);
        return await services.GetRequiredService<ExportPerson>().Run(person, _ => Task.FromResult<Stream>(to), cancel);
    }

    private static async Task<int> Erase(IServiceProvider services, string who, ErasureReason reason, string? ticket, bool photos, bool yes, CancellationToken cancel)
    {
        var find = services.GetRequiredService<FindPerson>();
        if (await find.BySignIn(who, cancel) is not { } id || await find.One(id, cancel) is not { } view) return await Nobody(who);
        if (view.Obstacle is { } obstacle) return await Refuse(services.GetRequiredService<ProblemTexts>().For(obstacle));
        if (!yes)
        {
            foreach (var line in Plan(view, photos)) Console.WriteLine(line);
            return await Refuse("Nothing was erased: say --yes to do it.");
        }

        var done = await services.GetRequiredService<ErasePerson>().Run(new(id, view.Person.ToType, reason.ToString(), ticket, photos), cancel);
        if (!done.IsOk) return await Refuse(services.GetRequiredService<ProblemTexts>().For(done.Problem));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erased. In tickets and the trail they are {done.Value.Name} now; {done.Value.Tickets} open tickets went back to the queue, {done.Value.Photos} photos were taken away."));
        Console.WriteLine($"Backups made before still hold them: a restore erases them again by {services.GetRequiredService<ErasedList>().Path}. Keep a copy of that list with the backups.");
        return VerbHost.Done;
    }

    /// <summary>Before anything is done: what goes, what stays and why.</summary>
    private static IEnumerable<string> Plan(FindPerson.View view, bool photos)
    {
        var (person, kept) = (view.Person, view.Kept);
        yield return $"{person.Name} ({person.SignInName ?? "removed"}, {Kebab.Of(person.Role)}{(person.Merchant is { } merchant ? ", " + merchant : "")})";
        yield return string.Create(CultureInfo.InvariantCulture, $"Goes: the account with its address, password and factors; {kept.SignIns} sign-ins with devices and addresses; invitations, drafts, read marks, unsent mails.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Goes: name and addresses in {kept.Entries} entries of the audit trail, which still verifies.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Goes back to the queue: {kept.OpenTickets} open tickets.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Stays under a pseudonym, since the merchant's case needs it: {kept.Messages} messages with their words, {kept.TicketsOpened} tickets opened, {kept.Walks} troubleshooting sessions, {kept.Visits} visits.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Stays under a pseudonym, as proof of training: {kept.Lessons} signed lessons.");
        yield return photos
            ? string.Create(CultureInfo.InvariantCulture, $"Goes: {kept.Photos} photos they sent.")
            : string.Create(CultureInfo.InvariantCulture, $"Stays until its time is over (Retention:AttachmentDays): {kept.Photos} photos they sent, without their file names; --photos takes them too.");
    }

    private static Task<int> Nobody(string who) => Refuse($"Nobody signs in as {who}. For somebody who was removed name the id: person find NAME shows it.");

    private static async Task<int> Refuse(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return VerbHost.CouldNotRun;
    }
}
