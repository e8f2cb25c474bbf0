using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>Whatever is marked sensitive asks for itself: each use case is really called with a sign-in that is not fresh and must refuse before it does anything.</summary>
public class FreshSignInTests
{
    /// <summary>What must be marked. Whoever adds something as sensitive adds it here; whoever takes a mark away is told.</summary>
    private static readonly string[] Sensitive =
    [
        "AddApiKey", "ExportAudit", "RevokeApiKey", "InvitePerson", "SendInvitation", "RemovePerson", "ChangeStores", "ChangeRole", "DisablePerson", "UnlockPerson",
        "SetUpAuthenticator", "AddPasskey", "OfferPasskey", "RemoveFactor", "RemoveLostFactors", "NewRecoveryCodes",
        "StartVisit", "HoldTicket", "LiftHold", "RunRetentionNow", "ExportPerson", "ErasePerson",
    ];

    public static TheoryData<string> UseCases => [.. Marked().Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task A_sensitive_use_case_refuses_whoever_has_not_confirmed(string useCase)
    {
        await using var portal = await TestPortal.Start();
        var type = typeof(App).Assembly.GetType(useCase)!;
        var calls = Calls(type).ToList();

        Assert.NotEmpty(calls);
        foreach (var call in calls) Assert.True(await Refuses(portal, type, call), $"{useCase}.{call.Name} does not begin with the guard");
    }

    [Fact]
    public async Task A_use_case_without_the_guard_is_found()
    {
        await using var portal = await TestPortal.Start();

        Assert.False(await Refuses(portal, typeof(Unguarded), Calls(typeof(Unguarded)).Single()));
    }

    [Fact]
    public void What_is_sensitive_is_marked() => Assert.Empty(Sensitive.Except(Marked().Select(t => t.Name)));

    private static IEnumerable<Type> Marked() => typeof(App).Assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<NeedsFreshSignInAttribute>() is not null && !typeof(IComponent).IsAssignableFrom(t));

    private static IEnumerable<MethodInfo> Calls(Type type)
    {
        var own = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && typeof(Task).IsAssignableFrom(m.ReturnType)).ToList();
        var marked = own.Where(m => m.GetCustomAttribute<NeedsFreshSignInAttribute>() is not null).ToList();
        return marked.Count > 0 ? marked : own;
    }

    private static async Task<bool> Refuses(TestPortal portal, Type type, MethodInfo call)
    {
        foreach (var person in new[] { Cast.Admin, Cast.Chen, Cast.Mei })
        {
            await using var scope = portal.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = person.Viewer with { SignIn = new(Guid.NewGuid()) };
            var answer = (Task)call.Invoke(ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, type), [.. call.GetParameters().Select(p => Anything(p.ParameterType))])!;
            await answer;
            var result = answer.GetType().GetProperty("Result")?.GetValue(answer);
            if (result?.GetType().GetProperty("Problem")?.GetValue(result) is Problem { Code: FreshSignIn.Code }) return true;
        }

        return false;
    }

    private static object? Anything(Type type) =>
        type == typeof(string) ? "" : type.IsValueType ? Activator.CreateInstance(type) : type.IsAbstract || typeof(Delegate).IsAssignableFrom(type) ? null : RuntimeHelpers.GetUninitializedObject(type);

    private sealed class Unguarded
    {
        public Task<Result> Run(string name) => Task.FromResult(name.Length > 0 ? Problem.NotFound : Result.Ok);
    }
}
