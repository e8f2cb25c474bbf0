using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Web.Data;

/// <summary>
/// Whoever visits a merchant's pages writes nothing: what is saved is refused by <see cref="PortalDb"/> itself, and what would go round saving
/// (bulk updates and deletes, hand-written statements) here.
/// </summary>
internal sealed class VisitorWall : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Refuse(eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Refuse(eventData);
        return ValueTask.FromResult(result);
    }

    private static void Refuse(CommandEventData data)
    {
        if (data.CommandSource is not CommandSource.SaveChanges && data.Context is PortalDb { IsReadOnly: true }) throw new VisitorWrites(data.CommandSource.ToString());
    }
}

/// <summary>A visitor's request tried to change something: a page forgot to ask, and nothing was changed.</summary>
public sealed class VisitorWrites(string what) : InvalidOperationException($"A visitor changes nothing: {what}.");
