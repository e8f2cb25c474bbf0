using Portal.Domain.Common;

namespace Portal.Domain.Merchants;

/// <summary>A file of merchants, stores and terminals was taken in.</summary>
public sealed record MerchantsImported(int Rows, int NewMerchants, int NewStores, int NewTerminals, int Rejected) : PortalEvent
{
    public override string Subject => "merchants";
}
