using Microsoft.AspNetCore.SignalR;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>
/// What a person does on an open desk page is use of their sign-in, as a click on any other page is. Once the sign-in is over nothing they send is taken
/// any more: the connection is cut, whatever the browser shows.
/// </summary>
internal sealed class CircuitCalls(SignInRows rows, ISignInCheck check) : IHubFilter
{
    // Acknowledgements of what the server drew or asked by itself are nobody's doing.
    private static readonly HashSet<string> Answers = ["OnRenderCompleted", "EndInvokeJSFromDotNet", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS"];

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Context.User is { } person && Viewers.SignInOf(person) is not null) context.Context.Items[typeof(CircuitCalls)] = check.Follow(person);
        await next(context);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (Answers.Contains(invocation.HubMethodName)) return await next(invocation);
        if (FollowedOf(invocation.Context) is { Over.IsCancellationRequested: true })
        {
            invocation.Context.Abort();
            return null;
        }

        if (invocation.HubMethodName is "BeginInvokeDotNetFromJS" or "OnLocationChanged" && Viewers.SignInOf(invocation.Context.User) is { } id) rows.Use(id);
        return await next(invocation);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        FollowedOf(context.Context)?.Dispose();
        await next(context, exception);
    }

    private static IFollowedSignIn? FollowedOf(HubCallerContext context) => context.Items.TryGetValue(typeof(CircuitCalls), out var followed) ? followed as IFollowedSignIn : null;
}
