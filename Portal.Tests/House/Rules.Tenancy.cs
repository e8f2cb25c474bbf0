using System.Text.RegularExpressions;

namespace Portal.Tests.House;

// Who may look past the tenant filter, and why. Whoever needs to adds a line here, so that it is read.
public static partial class Rules
{
    /// <summary>Files that act as the portal itself, make a viewer, or say in whose name a scope acts.</summary>
    private static readonly Dictionary<string, string> MayLift = new()
    {
        ["Portal.Web/Shared/Viewing/Viewer.cs"] = "says what the portal itself is",
        ["Portal.Web/Shared/Viewing/Viewers.cs"] = "makes the viewer of the signed-in person or key",
        ["Portal.Web/Data/Identity/Tries.cs"] = "counts tries before anyone is known; its table belongs to nobody",
        ["Portal.Web/Data/PrepareDatabase.cs"] = "makes and migrates the database before anyone is served",
        ["Portal.Web/Data/ClockCheck.cs"] = "compares times of the newest rows, whosever they are; answers with seconds",
        ["Portal.Web/Data/PortalDb.cs"] = "what the portal found by itself is written down as the portal's; lifts nothing",
        ["Portal.Web/Data/Events/ReadLog.cs"] = "writes down who opened what, in that person's name; reads nothing",
        ["Portal.Web/Data/Audit/SealEvents.cs"] = "takes every merchant's events into the one chain",
        ["Portal.Web/Data/Audit/VerifyAudit.cs"] = "checks the one chain, in the background and on the command line",
        ["Portal.Web/Features/Privacy/RunRetention.cs"] = "takes away what is past its time, whosever it is; answers with numbers alone",
        ["Portal.Web/Features/Privacy/KeepRetention.cs"] = "background work: runs retention in the portal's own name",
        ["Portal.Web/Features/Privacy/ExportPerson.cs"] = "a copy of what one person wrote, in stores they no longer work in too: every part asks for that person's id",
        ["Portal.Web/Features/Privacy/ReplayErasures.cs"] = "at start: erases again whom the list of erased people names",
        ["Portal.Web/Hosting/VerbHost.cs"] = "the command line acts as the portal itself",
        ["Portal.Web/Hosting/FillDemo.cs"] = "fills an empty demo database",
        ["Portal.Web/Features/ApiKeys/ApiKeySignIn.cs"] = "finds the key before it is known whose it is; answers only with its own claims",
        ["Portal.Web/Features/People/PortalClaims.cs"] = "reads the names of the signing-in person's own merchant and stores",
        ["Portal.Web/Features/CustomerCards/OpenCard.cs"] = "finds a card by its secret token; then acts for that card's store alone",
        ["Portal.Web/Features/Devices/EndSignIns.cs"] = "ends sign-ins on every node once WhoseSignIns has said whose may be ended",
        ["Portal.Web/Features/Devices/SignInCookie.cs"] = "writes the row of a sign-in before anyone is known",
        ["Portal.Web/Features/Devices/SignInRows.cs"] = "reads whether the sign-in that the cookie names still counts, before anyone is known",
        ["Portal.Web/Features/Devices/WatchSignIns.cs"] = "background work: asks of the open sign-ins of this process which have ended",
        ["Portal.Web/Features/SignIn/PasswordRules.cs"] = "reads the name of the person's own shop, which their password may not be",
        ["Portal.Web/Features/Diagnosis/NewestFirmware.cs"] = "newest firmware of each model over all terminals: a version number, of nobody",
        ["Portal.Web/Features/Guidance/HelpShelf.cs"] = "help belongs to no merchant",
        ["Portal.Web/Features/Guidance/LoadStarterGuides.cs"] = "help belongs to no merchant",
        ["Portal.Web/Features/Live/LiveMarks.cs"] = "reads numbers of what FindWatched has let through; a number tells nothing",
        ["Portal.Web/Features/Live/LiveStream.cs"] = "looks again as the person who listens",
        ["Portal.Web/Features/Playbooks/Knowledge.cs"] = "the playbook belongs to no merchant",
        ["Portal.Web/Features/Playbooks/LoadStarterPlaybook.cs"] = "the playbook belongs to no merchant",
        ["Portal.Web/Features/Tickets/OpenTicket.cs"] = "the next ticket number runs over all merchants; nothing else is read",
        ["Portal.Web/Features/Tickets/TellMerchant.cs"] = "the desk has answered: finds the people of that ticket's merchant who are told",
        ["Portal.Web/Features/Tickets/DemoTickets.cs"] = "acts in the name of the demo's people",
        ["Portal.Web/Features/Visits/VisitClaims.cs"] = "finds the visit of the signed-in person before it is known as whom they look; answers with that one merchant's claims",
        ["Portal.Web/Features/Training/LoadStarterLessons.cs"] = "lessons belong to no merchant",
        ["Portal.Web/Features/Troubleshooting/AbandonIdleSessions.cs"] = "background work: ends walks that nobody goes on with, whosever they are",
        ["Portal.Web/Features/Troubleshooting/WatchSessions.cs"] = "background work: takes what the feed brought into waiting walks, each by itself",
    };

    /// <summary>Files that ask the transactions by an id, and so must check the terminal of the answer through the filter.</summary>
    private static readonly Dictionary<string, string> MayAskById = new()
    {
        ["Portal.Web/Features/Lookup/FindTransaction.cs"] = "checks the terminal with VisibleTerminals.Of",
        ["Portal.Web/Features/Live/FindWatched.cs"] = "checks the terminal with VisibleTerminals.Of",
        ["Portal.Web/Features/Diagnosis/GatherCase.cs"] = "checks the terminal with VisibleTerminals.Of before anything is gathered; related rows are of the same merchant",
    };

    public static IEnumerable<string> TheFilterIsLiftedOnlyWhereSaid(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web") && !MayLift.ContainsKey(file.Path)
        from Match lift in LiftPattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} looks past the tenant filter ({lift.Value}); if it must, Rules.Tenancy.cs says why";

    public static IEnumerable<string> TransactionsAreAskedByIdOnlyWhereTheTerminalIsChecked(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsIn("Portal.Web/Features") && !MayAskById.ContainsKey(file.Path)
        from Match ask in ByIdPattern().Matches(WithoutComments(file.Text))
        select $"{file.Path} asks {ask.Value.TrimEnd('(')}; if it must, Rules.Tenancy.cs says how the terminal is checked";

    /// <summary>What is allowed and no longer done is taken off the lists.</summary>
    public static IEnumerable<string> NobodyIsAllowedToLiftTheFilterForNothing(IReadOnlyList<SourceFile> files)
    {
        if (!files.Any(f => f.IsIn("Portal.Web/Data"))) yield break;
        foreach (var (path, pattern) in MayLift.Keys.Select(p => (p, LiftPattern())).Concat(MayAskById.Keys.Select(p => (p, ByIdPattern()))))
            if (files.FirstOrDefault(f => f.Path == path) is not { } file || !pattern.IsMatch(WithoutComments(file.Text))) yield return $"{path} need not be on the list of Rules.Tenancy.cs";
    }

    [GeneratedRegex(@"\bViewer\.Portal\b|\bIgnoreQueryFilters\b|\bSeesAllMerchants\s*=(?![=>])|\bnew Viewer\b|\bViewerInScope\b[^;\n]*\.Viewer\s*=(?!=)|\bAllMerchantsClaim\s*,")]
    private static partial Regex LiftPattern();

    [GeneratedRegex(@"\b(?:store|transactions|Store|Transactions)\.(?:ById|ByEventId|Related)\(")]
    private static partial Regex ByIdPattern();
}
