using Microsoft.Extensions.Options;

namespace Portal.Web.Features.Privacy;

/// <summary>What the notice says is kept: the kinds that retention takes away, with the days it takes them away after. What is not here is not told, and what is told is so.</summary>
public sealed class ReadNotice(RetentionKinds kinds, IOptions<RetentionOptions> days)
{
    /// <param name="Kind">Key of its texts: <c>What.</c>, <c>Why.</c>, <c>Who.</c>.</param>
    /// <param name="Days">Null: until its person is erased.</param>
    public sealed record Line(string Kind, int? Days);

    public IReadOnlyList<Line> Run() =>
        [.. RetentionKinds.UntilErased.Select(kind => new Line(kind, null)), .. kinds.All.Select(kind => new Line(kind.Name, kind.Days(days.Value)))];
}
