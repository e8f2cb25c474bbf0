namespace Portal.Web.Hosting;

/// <summary>What a feature adds to an empty demo database. Parts run in order of <see cref="Order"/>, as the portal itself, each in a scope of its own.</summary>
public interface IDemoPart
{
    /// <summary>0 merchants and terminals, 10 people, 20 transactions, 30 sessions and tickets, 40 training.</summary>
    int Order { get; }

    Task Run(CancellationToken cancel);
}
