using Portal.Domain.Common;

namespace Portal.Domain.Merchants;

public sealed class Store : Entity, IBelongsToMerchant
{
    private Store() { }

    public Store(StoreId id, MerchantId merchant, string number) => (Id, MerchantId, Number) = (id, merchant, number);

    public StoreId Id { get; private init; }
    public MerchantId MerchantId { get; private init; }

    /// <summary>The acquirer's own number of the store, unique within the merchant.</summary>
    public string Number { get; private init; } = "";

    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";

    /// <summary>IANA name; times of the store's transactions are shown in it.</summary>
    public string TimeZone { get; private set; } = "Asia/Shanghai";

    public void Describe(string name, string address, string timeZone) => (Name, Address, TimeZone) = (name, address, timeZone);
}
