using System.Text.Json;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Playbooks;

/// <summary>One row of the catalogue in the database: the shipped ones, and the acquirer's own, which win.</summary>
public sealed class StoredResponseCode
{
    private StoredResponseCode() { }

    public StoredResponseCode(Guid id, ResponseCode code, bool isOverride) =>
        (Id, Scheme, Code, IsOverride, Body) = (id, code.Scheme, code.Code, isOverride, JsonSerializer.Serialize(code));

    public Guid Id { get; private init; }
    public string Scheme { get; private init; } = "";
    public string Code { get; private init; } = "";
    public bool IsOverride { get; private init; }
    public string Body { get; private set; } = "";

    public ResponseCode Read() => JsonSerializer.Deserialize<ResponseCode>(Body)!;
}
