using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Web.Data;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Demo;

/// <summary>Registers the merchants, stores and terminals of a demo plan; those already there are left as they are.</summary>
public sealed class RegisterDemoMerchants(IDbContextFactory<PortalDb> databases)
{
    private const int MerchantsPerSave = 500;

    public async Task Run(DemoPlan plan, CancellationToken cancel)
    {
        foreach (var some in DemoWorld.Merchants(plan).Chunk(MerchantsPerSave))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var numbers = some.Select(m => m.Number).ToList();
            var known = await db.Merchants.Where(m => numbers.Contains(m.Number)).Select(m => m.Number).ToListAsync(cancel);
            foreach (var merchant in some.Where(m => !known.Contains(m.Number))) Add(db, merchant, DateOnly.FromDateTime(plan.Until.UtcDateTime));
            await db.SaveChangesAsync(cancel);
        }
    }

    private static void Add(PortalDb db, DemoMerchant demo, DateOnly today)
    {
        var merchant = new Merchant(new MerchantId(Guid.CreateVersion7()), demo.Number);
        merchant.Describe(demo.Name, demo.Mcc, MerchantStatus.Active, null, demo.ForeignCards);
        db.Merchants.Add(merchant);
        foreach (var shop in demo.Stores)
        {
            var store = new Store(new StoreId(Guid.CreateVersion7()), merchant.Id, shop.Number);
            store.Describe(shop.Name, shop.Address, "Asia/Shanghai");
            db.Stores.Add(store);
            foreach (var till in shop.Terminals)
            {
                var terminal = new Terminal(new TerminalId(Guid.CreateVersion7()), merchant.Id, store.Id, till.Number);
                terminal.Describe(store.Id, till.Name, till.Serial, till.Model, till.Firmware, till.ContactlessLimitMinor, null, true, today.AddYears(-2));
                db.Terminals.Add(terminal);
            }
        }
    }
}

/// <summary>Registers the demo merchants of an empty portal.</summary>
internal sealed class DemoMerchantsPart(RegisterDemoMerchants register, TimeProvider clock) : IDemoPart
{
    public int Order => 0;

    public Task Run(CancellationToken cancel) => register.Run(DemoPlan.Default(clock.GetUtcNow()), cancel);
}
