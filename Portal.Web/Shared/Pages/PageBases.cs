using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Shared.Pages;

// The base class of a page decides how it is rendered (App.razor reads it) and who gets in at all.

/// <summary>Static, open to everyone: landing, sign-in, error pages.</summary>
[ExcludeFromInteractiveRouting]
public abstract class PublicPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    protected CancellationToken Cancel => Http.RequestAborted;

    protected DateTimeOffset Now => Clock.GetUtcNow();
}

/// <summary>Static, signed in. Works without JavaScript: GET forms and POST-redirect-GET, no circuit, no MudBlazor.</summary>
[Authorize]
public abstract class MerchantPage : PublicPage
{
    [Inject]
    protected Viewer Viewer { get; set; } = default!;
}

/// <summary>Interactive (a circuit), MudBlazor, for the acquirer's staff. State that matters is in the address or saved.</summary>
[Needs(Permission.WorkDesk)]
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected Viewer Viewer { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Cancel => left.Token;

    protected DateTimeOffset Now => Clock.GetUtcNow();

    public virtual void Dispose()
    {
        left.Cancel();
        left.Dispose();
        GC.SuppressFinalize(this);
    }
}
