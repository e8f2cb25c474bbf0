using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>One person per role to sign in as. The same everywhere: screenshots, tests and the README name them.</summary>
public sealed class DemoPeople(AddPerson addPerson, PortalDb db) : IDemoPart
{
    public const string Password = "demo-counter-2026";

    /// <param name="MerchantName">Chinese name of the demo merchant; null for staff.</param>
    public sealed record Person(string Email, string Name, Role Role, string? MerchantName = null, string? Store = null);

    public static readonly IReadOnlyList<Person> All =
    [
        new("lin@demo.example", "林小雨", Role.Cashier, "莲香茶楼", "南京路店"),
        new("chen@demo.example", "陈店主", Role.Owner, "莲香茶楼"),
        new("wang@demo.example", "王海", Role.Owner, "海港面馆"),
        new("mei@demo.example", "梅客服", Role.Agent),
        new("zhao@demo.example", "赵主管", Role.Supervisor),
        new("qian@demo.example", "钱老师", Role.Trainer),
        new("admin@demo.example", "管理员", Role.Admin),
    ];

    public int Order => 10;

    public async Task Run(CancellationToken cancel)
    {
        foreach (var person in All)
        {
            var merchant = person.MerchantName is null ? null : await db.Merchants.FirstOrDefaultAsync(m => m.Name.Contains(person.MerchantName), cancel);
            if (person.MerchantName is not null && merchant is null) continue;

            var store = person.Store is null ? null : await db.Stores.FirstOrDefaultAsync(s => s.MerchantId == merchant!.Id && s.Name.Contains(person.Store), cancel);
            var added = await addPerson.Run(new(person.Email, person.Name, person.Role, merchant?.Number, store is null ? [] : [store.Number], Password), cancel);
            if (!added.IsOk) throw new InvalidOperationException($"{person.Email}: {added.Problem.Code}");
        }
    }
}
