using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Web;
using Portal.Web.Shared.Pages;

namespace Portal.Tests.House;

public class RulesTests
{
    public delegate IEnumerable<string> Rule(IReadOnlyList<SourceFile> files);

    /// <summary>Each rule with a violation that it must find.</summary>
    public static TheoryData<string, string, string> Planted => new()
    {
        { nameof(Rules.DomainIsPure), "Portal.Domain/Tickets/Ticket.cs", "var now = DateTimeOffset.UtcNow;" },
        { nameof(Rules.DomainIsPure), "Portal.Domain/Portal.Domain.csproj", "<PackageReference Include=\"X\" />" },
        { nameof(Rules.DomainFeaturesKeepTheirWay), "Portal.Domain/Transactions/Transaction.cs", "using Portal.Domain.Tickets;" },
        { nameof(Rules.DomainFeaturesKeepTheirWay), "Portal.Domain/Common/Money.cs", "Portal.Domain.Merchants.Merchant x;" },
        { nameof(Rules.TheGroundFloorKnowsNoFeature), "Portal.Web/Data/PortalDb.cs", "using Portal.Web.Features.Tickets;" },
        { nameof(Rules.FeaturesRespectEachOthersRooms), "Portal.Web/Features/Lookup/FindTransactions.cs", "using Portal.Web.Features.Tickets.Pages;" },
        { nameof(Rules.FeaturesRespectEachOthersRooms), "Portal.Web/Features/Lookup/FindTransactions.cs", "IStringLocalizer<Portal.Web.Features.Tickets.TicketsText> text" },
        { nameof(Rules.StaticPagesUseNoScriptRuntime), "Portal.Web/Features/Lookup/Pages/LookupPage.razor", "@inject IJSRuntime Js" },
        { nameof(Rules.StaticPagesUseNoScriptRuntime), "Portal.Web/Features/Lookup/Parts/Card.razor", "@using MudBlazor" },
        { nameof(Rules.DeskPagesUseNoRequest), "Portal.Web/Features/Tickets/Desk/QueuePage.razor", "HttpContext Http" },
        { nameof(Rules.OnlyDataKnowsTheDatabase), "Portal.Web/Features/Tickets/Queue.cs", "db.Database.ExecuteSqlRawAsync(\"x\")" },
        { nameof(Rules.OnlyDataAndAuditLiftTheTenantFilter), "Portal.Web/Features/Tickets/Queue.cs", "db.Tickets.IgnoreQueryFilters([\"merchant\"])" },
        { nameof(Rules.WhoMayDoWhatIsSaidInOneTable), "Portal.Web/Features/Tickets/Queue.cs", "if (viewer.Role is not null)" },
        { nameof(Rules.WhoMayDoWhatIsSaidInOneTable), "Portal.Web/Features/Tickets/Pages/Ticket.razor", "@if (person.Role == Role.Admin)" },
        { nameof(Rules.TheFilterIsLiftedOnlyWhereSaid), "Portal.Web/Features/Tickets/Queue.cs", "await using var all = databases.For(Viewer.Portal);" },
        { nameof(Rules.TheFilterIsLiftedOnlyWhereSaid), "Portal.Web/Features/Tickets/Queue.cs", "scope.GetRequiredService<ViewerInScope>().Viewer = somebody;" },
        { nameof(Rules.TheFilterIsLiftedOnlyWhereSaid), "Portal.Web/Features/Tickets/Queue.cs", "viewer with { SeesAllMerchants = true }" },
        { nameof(Rules.TheFilterIsLiftedOnlyWhereSaid), "Portal.Web/Data/Tickets.cs", "db.Tickets.IgnoreQueryFilters()" },
        { nameof(Rules.TransactionsAreAskedByIdOnlyWhereTheTerminalIsChecked), "Portal.Web/Features/Shop/Sale.cs", "await store.ById(id, cancel)" },
        { nameof(Rules.NobodyIsAllowedToLiftTheFilterForNothing), "Portal.Web/Data/PrepareDatabase.cs", "" },
        { nameof(Rules.NoTextIsWrittenPastTheGuard), "Portal.Web/Features/Tickets/Queue.cs", "db.Set<Ticket>().ExecuteUpdateAsync(s => s.SetProperty(t => t.Subject, typed))" },
        { nameof(Rules.PasswordsArriveAsTheyAreTyped), "Portal.Web/Features/People/Pages/X.razor", "<input type=\"password\" name=\"again\" />" },
        { nameof(Rules.ColoursLiveInTheTokens), "wwwroot-assets/css/base.css", "a { color: #fff }" },
        { nameof(Rules.WhatAnAddressSaysIsReadAsText), "Portal.Web/Features/Tickets/Pages/TicketsPage.razor", "[SupplyParameterFromQuery(Name = \"page\")]\n    public int? PageNo { get; set; }" },
        { nameof(Rules.FilesLeaveThroughDownloads), "Portal.Web/Features/Audit/Export.cs", "http.Response.Headers.ContentDisposition = name;" },
        { nameof(Rules.CallsThatLeaveHaveOneDoor), "Portal.Web/Features/Tickets/Hook.cs", "using var http = new HttpClient();" },
        { nameof(Rules.CallsThatLeaveHaveOneDoor), "Portal.Web/Features/Tickets/Hook.cs", "Process.Start(\"convert\")" },
        { nameof(Rules.CallsThatLeaveHaveOneDoor), "Portal.Web/Features/Tickets/Hook.cs", "using var server = new SmtpClient();" },
        { nameof(Rules.NoMarkupIsMadeFromText), "wwwroot-assets/js/x.js", "box.innerHTML = name" },
        { nameof(Rules.WhatIsAbsentStaysAbsent), "Portal.Web/Features/Ingest/Iso.cs", "using var xml = XmlReader.Create(body);" },
        { nameof(Rules.WhatIsAbsentStaysAbsent), "Portal.Web/Features/Lookup/Find.cs", "new Regex(typed)" },
        { nameof(Rules.WhatIsAbsentStaysAbsent), "wwwroot-assets/js/x.js", "localStorage.setItem('token', token)" },
        { nameof(Rules.OnlyStrongCryptography), "Portal.Web/Features/ApiKeys/Key.cs", "var hash = SHA1.HashData(key);" },
        { nameof(Rules.OnlyStrongCryptography), "Portal.Domain/Tickets/Ticket.cs", "new Random().Next()" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_violation_is_found(string rule, string path, string text) =>
        Assert.NotEmpty(Named(rule)([new SourceFile(path, text)]));

    [Fact]
    public void A_planted_cycle_is_found() => Assert.Equal(2, Rules.FeaturesHaveNoCycles(
    [
        new("Portal.Web/Features/Lookup/One.cs", "using Portal.Web.Features.Tickets;"),
        new("Portal.Web/Features/Tickets/Two.cs", "using Portal.Web.Features.Lookup;"),
        new("Portal.Web/Features/Training/Three.cs", "using Portal.Web.Features.People;"),
        new("Portal.Web/Features/People/Four.cs", ""),
    ]).Count());

    public static TheoryData<string> All =>
        [.. typeof(Rules).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_house_keeps_its_rules(string rule) => Assert.Empty(Named(rule)(SourceTree.Files));

    [Fact]
    public void Every_page_has_one_of_the_three_base_classes() =>
        Assert.Empty(typeof(App).Assembly.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).Where(HasNoBase).Select(t => t.FullName));

    [Fact]
    public void A_page_without_a_base_class_is_found() => Assert.True(HasNoBase(typeof(PlantedPage)));

    private static bool HasNoBase(Type page) => !typeof(PublicPage).IsAssignableFrom(page) && !typeof(DeskPage).IsAssignableFrom(page);

    private static Rule Named(string name) => typeof(Rules).GetMethod(name)!.CreateDelegate<Rule>();

    private sealed class PlantedPage : ComponentBase;
}
