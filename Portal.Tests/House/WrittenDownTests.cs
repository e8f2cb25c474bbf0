using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.SignIn;
using Portal.Web;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;

namespace Portal.Tests.House;

/// <summary>
/// Nothing is changed in silence: whatever a page, an endpoint, a verb or background work calls that writes also raises an event, of which the audit trail is made. Read from the
/// compiled code, so a new use case is under the rule before anybody has written a test for it.
/// </summary>
public partial class WrittenDownTests
{
    /// <summary>What writes and says nothing, and why that is right.</summary>
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["ReceiveTransactions.Run"] = "rows of the feed: each delivery is a row of deliveries, with its key, time and counts",
        ["ImportFile.Run"] = "rows of the feed, as above",
        ["Drafts.Save"] = "what one of the desk has typed and not sent, seen by that person alone",
        ["MarkSeen.Run"] = "how far somebody has read a ticket",
        ["SignInRows.WriteUses"] = "when a device was last used; once a minute for all",
        ["RunRetention.Preview"] = "counts what would go and takes nothing; the kinds it counts also know how to remove",
        ["ReadNotice.Run"] = "reads what kinds of data are kept; the kinds also know how to remove",
        ["Forgetting.Rename"] = "a part of erasing a person, which ErasePerson and ReplayErasures raise",
        ["Forgetting.RemoveWhatIsTheirs"] = "as above",
        ["Forgetting.Photos"] = "as above",
        ["Forgetting.EmptyTrail"] = "as above",
        ["UnusedContents.Remove"] = "bytes that nothing refers to any more; who took the reference away raises",
        ["RegisterDemoMerchants.Run"] = "demo data, refused in Production",
        ["WriteDemoHistory.Run"] = "demo data, refused in Production",
        ["Saving.Try"] = "saves for its callers, and they raise",
        ["SignOutAndPreferences.MapPreferences"] = "the language in which a person reads their mails",
    };

    private static readonly string[] Saving = ["SaveChanges", "SaveChangesAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "ExecuteNonQuery", "ExecuteNonQueryAsync"];

    private static readonly string[] OfUsers =
    [
        "CreateAsync", "UpdateAsync", "DeleteAsync", "UpdateSecurityStampAsync", "AddLoginAsync", "RemoveLoginAsync", "AddOrUpdatePasskeyAsync", "RemovePasskeyAsync",
        "ResetPasswordAsync", "ChangePasswordAsync", "AddPasswordAsync", "RemovePasswordAsync", "SetEmailAsync", "SetUserNameAsync",
    ];

    private static readonly CallGraph Code = new(typeof(App).Assembly, typeof(Entity).Assembly);

    [Fact]
    public void Every_use_case_that_writes_raises_an_event()
    {
        var silent = UseCases(Code).Where(m => IsSilent(Code, m)).Select(m => (Name: NameOf(m), By: HowItWrites(Code, m)!)).Where(m => !Silent.ContainsKey(m.Name)).Distinct().ToList();

        Assert.True(silent.Count == 0, string.Join("\n", silent.Select(m => $"{m.Name} writes ({m.By.DeclaringType?.Name}.{m.By.Name}) and raises no event: raise one, or say in Silent why none is right").Order()));
    }

    [Fact]
    public void What_is_excused_is_there_and_is_silent() => Assert.Equal([], Silent.Keys.Except(UseCases(Code).Where(m => IsSilent(Code, m)).Select(NameOf)));

    [Fact]
    public void It_finds_the_use_cases_there_are() => Assert.Superset(
        new HashSet<string> { "OpenTicket.Run", "RemovePerson.Run", "AddApiKey.Run", "RunRetention.Run", "SetUpAuthenticator.Run", "StartVisit.Run", "HoldTicket.Run" },
        UseCases(Code).Where(m => Writes(Code, m)).Select(NameOf).ToHashSet());

    [Fact]
    public void A_use_case_that_writes_in_silence_is_found()
    {
        var graph = new CallGraph(typeof(App).Assembly, typeof(Entity).Assembly, typeof(WrittenDownTests).Assembly);

        Assert.True(IsSilent(graph, typeof(Planted).GetMethod(nameof(Planted.InSilence))!));
        Assert.True(IsSilent(graph, typeof(Planted).GetMethod(nameof(Planted.InBulk))!));
        Assert.False(IsSilent(graph, typeof(Planted).GetMethod(nameof(Planted.Aloud))!));
        Assert.False(IsSilent(graph, typeof(Planted).GetMethod(nameof(Planted.ByAnEntity))!));
        Assert.False(IsSilent(graph, typeof(Planted).GetMethod(nameof(Planted.OnlyReads))!));
    }

    private static bool IsSilent(CallGraph graph, MethodBase method) => Writes(graph, method) && graph.Reaches(method, IsRaising) is null;

    private static bool Writes(CallGraph graph, MethodBase method) => HowItWrites(graph, method) is not null;

    // A connection is set up by statements that write no row.
    private static MethodBase? HowItWrites(CallGraph graph, MethodBase method) => graph.Reaches(method, IsWriting, notThrough: m => m.DeclaringType?.Name == "SqlitePragmas");

    private static bool IsWriting(MethodBase called) => called.DeclaringType is { } type && (Saving.Contains(called.Name)
        || (OfUsers.Contains(called.Name) && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(UserManager<>)));

    private static bool IsRaising(MethodBase called) => called.Name == "Raise" && (called.DeclaringType == typeof(PortalDb) || called.DeclaringType == typeof(Entity));

    /// <summary>What is called from outside the use cases: by pages and parts, by endpoints and verbs (static classes, features), by work in the background. Those themselves, where they write.</summary>
    private static IEnumerable<MethodBase> UseCases(CallGraph graph)
    {
        var doors = graph.Types.Where(t => IsDoor(CallGraph.Outermost(t))).SelectMany(CallGraph.MethodsOf).ToList();
        return doors.SelectMany(graph.CallsOf).Where(m => m is { IsConstructor: false, IsPublic: true, DeclaringType: { } type } && IsUseCase(type))
            .Concat(doors.Where(m => CallGraph.Outermost(m.DeclaringType!).Namespace!.StartsWith("Portal.Web.Features", StringComparison.Ordinal) && graph.CallsOf(m).Any(IsWriting))).Distinct();
    }

    private static bool IsDoor(Type type) => type.Namespace?.StartsWith("Portal.Web", StringComparison.Ordinal) == true
        && (typeof(IComponent).IsAssignableFrom(type) || typeof(IHostedService).IsAssignableFrom(type) || typeof(IFeature).IsAssignableFrom(type) || type is { IsAbstract: true, IsSealed: true });

    private static bool IsUseCase(Type type) => type.Namespace?.StartsWith("Portal.Web.Features", StringComparison.Ordinal) == true
        && type is { IsClass: true, IsAbstract: false } && !IsDoor(type) && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    // The compiler calls a lambda of a method "<Method>b__1_0", and an async one a type "<<Method>b__1_0>d".
    private static string NameOf(MethodBase method)
    {
        var type = CallGraph.Outermost(method.DeclaringType!);
        var made = Lambda().Match(method.DeclaringType == type ? method.Name : method.DeclaringType!.Name + method.Name);
        return $"{type.Name}.{(made.Success ? made.Groups[1].Value : method.Name)}";
    }

    [GeneratedRegex(@"<(\w+)>")]
    private static partial Regex Lambda();

    private sealed class Planted(PortalDb db)
    {
        public async Task InSilence(CancellationToken cancel)
        {
            db.Users.First().Name = "somebody else";
            await db.SaveChangesAsync(cancel);
        }

        public Task<int> InBulk(CancellationToken cancel) => db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Name, "somebody else"), cancel);

        public async Task Aloud(CancellationToken cancel)
        {
            await Task.Yield();
            db.Raise(new Unlocked(null, null));
            await db.SaveChangesAsync(cancel);
        }

        public async Task ByAnEntity(CancellationToken cancel)
        {
            db.Set<DeviceSignIn>().First().End(SignInEnd.ByPerson, DateTimeOffset.UnixEpoch);
            await db.SaveChangesAsync(cancel);
        }

        public Task<PortalUser> OnlyReads(CancellationToken cancel) => db.Users.FirstAsync(cancel);
    }
}
