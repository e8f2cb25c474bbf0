namespace Portal.Web.Features.Live;

/// <summary>
/// The address a page follows itself at, with the numbers of what it shows. Asked for before the page reads its facts, so that nothing that
/// happens in between is missed: the stream begins by comparing.
/// </summary>
public sealed class LiveAddress(FindWatched find, LiveMarks marks)
{
    /// <param name="kind">One of the kinds of <see cref="FindWatched"/>.</param>
    /// <returns>Null where there is nothing the viewer may watch.</returns>
    public async Task<string?> Of(string kind, string id, CancellationToken cancel) =>
        await find.Run(kind, id, cancel) is { Count: > 0 } watched
            ? $"/live/{kind}/{Uri.EscapeDataString(id)}?seen={LiveMarks.Join(watched, await marks.Read(watched, cancel))}"
            : null;
}
