using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Playbooks;

/// <summary>The knowledge that ships with the portal, read from its folder: what a new installation begins with.</summary>
public sealed record StarterPack(Playbook Playbook, IReadOnlyList<ResponseCode> ResponseCodes)
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "StarterPack");

    /// <returns>The first problem where a file cannot be read or the playbook breaks its own rules.</returns>
    public static async Task<Result<StarterPack>> Read(string folder, CancellationToken cancel)
    {
        var codes = ResponseCodeFile.Read(await File.ReadAllTextAsync(Path.Combine(folder, "response-codes.csv"), cancel));
        if (!codes.IsOk) return codes.Problem!;

        var playbook = PlaybookYaml.Read(
            await File.ReadAllTextAsync(Path.Combine(folder, "playbook.yaml"), cancel),
            await File.ReadAllTextAsync(Path.Combine(folder, "symptoms.yaml"), cancel), version: 1);
        if (!playbook.IsOk) return playbook.Problem!;

        var problems = PlaybookRules.Problems(playbook.Value!, code => IsKnown(codes.Value!, code));
        return problems.Count > 0 ? problems[0] : new StarterPack(playbook.Value!, codes.Value!);
    }

    /// <summary>"51" in some scheme, "unionpay/38" in one.</summary>
    private static bool IsKnown(IReadOnlyList<ResponseCode> codes, string code)
    {
        var cut = code.IndexOf('/', StringComparison.Ordinal);
        return codes.Any(c => c.Code == code[(cut + 1)..] && (cut < 0 || c.Scheme == code[..cut]));
    }
}
