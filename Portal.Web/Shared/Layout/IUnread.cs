namespace Portal.Web.Shared.Layout;

/// <summary>How many tickets have an answer the viewer has not seen; the navigation shows it. Offered by the feature that knows.</summary>
public interface IUnread
{
    Task<int> Count(CancellationToken cancel);
}
