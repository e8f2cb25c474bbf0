using Portal.Domain.Common;
using Portal.Domain.Guidance;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Features.Playbooks;

namespace Portal.Web.Features.Guidance;

/// <summary>All there is to say about one response code.</summary>
public sealed class ReadCode(HelpShelf shelf, Knowledge knowledge)
{
    private const int MostCauses = 4;
    private const int MostEntries = 5;

    /// <param name="Causes">Most typical first. None for a sensitive code: why a card is refused is not the shop's to guess.</param>
    /// <param name="Elsewhere">The same code in other schemes, where it may mean something else.</param>
    public sealed record View(ResponseCode Code, IReadOnlyList<Cause> Causes, IReadOnlyList<GuideEntry> Entries, IReadOnlyList<ResponseCode> Elsewhere);

    /// <returns>Null where the scheme has no such code.</returns>
    public async Task<View?> Run(string scheme, string code, CancellationToken cancel)
    {
        var all = await shelf.Open(cancel);
        if (all.Code(scheme, code) is not { } row) return null;

        var causes = row.Sensitive || row.IsApproval ? [] : Causes(await knowledge.Playbook(cancel), row);
        var key = $"{row.Scheme}/{row.Code}";
        var entries = all.Entries.Where(e => e.Codes.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Concat(causes.SelectMany(c => c.Faq).Select(all.Entry).OfType<GuideEntry>());
        if (row.Sensitive) entries = new[] { "what-to-say", "can-i-try-again", "reading-response-codes" }.Select(all.Entry).OfType<GuideEntry>();
        return new(
            row, causes,
            [.. entries.DistinctBy(e => e.Slug).Take(MostEntries)],
            [.. all.Codes.Where(c => c.Scheme != row.Scheme && c.Code == row.Code).OrderBy(c => Shelf.SchemeOrder(c.Scheme))]);
    }

    private static List<Cause> Causes(Playbook? playbook, ResponseCode row) =>
        [.. (playbook?.Causes ?? [])
            .Select(c => (Cause: c, Strength: c.Codes.Any(p => !p.IsEveryCode && (p.Matches(row.Scheme, row.Code) || p.Matches(null, row.Code))) ? c.StrengthOf(row.Scheme, row.Code) : null))
            .Where(c => c.Strength is Strength.Typical or Strength.Likely)
            .OrderBy(c => c.Strength == Strength.Typical ? 0 : 1)
            .Select(c => c.Cause).Take(MostCauses)];
}
