using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Support;

/// <summary>The people and shops every test speaks of.</summary>
public static class Cast
{
    public const string Password = "a sentence for tests";

    public sealed record Company(MerchantId Id, string Number, string Name, params Shop[] Shops);

    public sealed record Shop(StoreId Id, string Number, string Name, params Machine[] Terminals);

    public sealed record Machine(TerminalId Id, string Number, string Name);

    public sealed record Person(string Email, string Name, Role Role, Company? Company = null, params Shop[] Shops)
    {
        public UserId Id { get; } = new(Guid.CreateVersion7());

        public Viewer Viewer => new()
        {
            UserId = Id,
            Name = Name,
            Role = Role,
            Merchant = Company?.Id,
            Stores = Role.IsOfStores() ? Shops.Select(s => s.Id).ToHashSet() : null,
            SeesAllMerchants = Company is null,
        };
    }

    public static readonly Machine Till1 = new(new(Guid.CreateVersion7()), "10000001", "收银台 1");
    public static readonly Machine Till2 = new(new(Guid.CreateVersion7()), "10000002", "收银台 2");
    public static readonly Machine BundTill = new(new(Guid.CreateVersion7()), "10000003", "外滩收银台");
    public static readonly Machine HarbourTill = new(new(Guid.CreateVersion7()), "20000001", "门口");

    public static readonly Shop NanjingRoad = new(new(Guid.CreateVersion7()), "S01", "南京路店", Till1, Till2);
    public static readonly Shop Bund = new(new(Guid.CreateVersion7()), "S02", "外滩店", BundTill);
    public static readonly Shop Harbour = new(new(Guid.CreateVersion7()), "S01", "总店", HarbourTill);

    public static readonly Company LotusTea = new(new(Guid.CreateVersion7()), "898310058120001", "莲香茶楼", NanjingRoad, Bund);
    public static readonly Company HarbourNoodles = new(new(Guid.CreateVersion7()), "898310058120002", "海港面馆", Harbour);

    /// <summary>Cashier of the Nanjing Road shop of Lotus Tea.</summary>
    public static readonly Person Lin = new("lin@lotus.example", "林小雨", Role.Cashier, LotusTea, NanjingRoad);

    /// <summary>Cashier of the Bund shop of Lotus Tea.</summary>
    public static readonly Person Bao = new("bao@lotus.example", "包师傅", Role.Cashier, LotusTea, Bund);

    /// <summary>Owner of Lotus Tea.</summary>
    public static readonly Person Chen = new("chen@lotus.example", "陈店主", Role.Owner, LotusTea);

    /// <summary>Owner of the other merchant.</summary>
    public static readonly Person Wang = new("wang@harbour.example", "王海", Role.Owner, HarbourNoodles);

    public static readonly Person Mei = new("mei@acquirer.example", "梅客服", Role.Agent);
    public static readonly Person Zhao = new("zhao@acquirer.example", "赵主管", Role.Supervisor);
    public static readonly Person Qian = new("qian@acquirer.example", "钱老师", Role.Trainer);
    public static readonly Person Admin = new("admin@acquirer.example", "管理员", Role.Admin);
}
