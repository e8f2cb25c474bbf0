using Portal.Domain.Common;

namespace Portal.Web.Features.Audit;

/// <summary>Every kind of event there is.</summary>
public static class AuditKinds
{
    public static readonly IReadOnlyList<Type> Types = [.. new[] { typeof(PortalEvent).Assembly, typeof(AuditKinds).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(PortalEvent)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<string> All = [.. Types.Select(t => t.Name)];
}
