using Portal.Domain.Common;

namespace Portal.Domain.Merchants;

/// <summary>A registered POS terminal: what the acquirer enrolled. What the terminal itself reports travels with its transactions.</summary>
public sealed class Terminal : Entity, IBelongsToMerchant
{
    private Terminal() { }

    public Terminal(TerminalId id, MerchantId merchant, StoreId store, string number) =>
        (Id, MerchantId, StoreId, Number) = (id, merchant, store, number);

    public TerminalId Id { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId StoreId { get; private set; }

    /// <summary>Terminal id, DE41 (at most 8 characters), upper case.</summary>
    public string Number { get; private init; } = "";

    /// <summary>What the shop calls it: "收银台 1".</summary>
    public string Name { get; private set; } = "";

    public string Serial { get; private set; } = "";
    public string Model { get; private set; } = "";
    public string Firmware { get; private set; } = "";

    /// <summary>Contactless amount up to which no PIN is asked, minor units.</summary>
    public long? ContactlessLimitMinor { get; private set; }

    /// <summary>Most one sale may be on this terminal, minor units.</summary>
    public long? LimitMinor { get; private set; }

    public bool Contactless { get; private set; } = true;
    public DateOnly? EnrolledOn { get; private set; }

    public void Describe(
        StoreId store, string name, string serial, string model, string firmware,
        long? contactlessLimitMinor, long? limitMinor, bool contactless, DateOnly? enrolledOn)
    {
        StoreId = store;
        Name = name;
        Serial = serial;
        Model = model;
        Firmware = firmware;
        ContactlessLimitMinor = contactlessLimitMinor;
        LimitMinor = limitMinor;
        Contactless = contactless;
        EnrolledOn = enrolledOn;
    }
}
