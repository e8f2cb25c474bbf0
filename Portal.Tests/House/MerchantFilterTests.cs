using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>The wall between merchants must not make a merchant pay for all the others: what it sees is found through an index, never by going through everybody's rows.</summary>
public partial class MerchantFilterTests
{
    [Fact]
    public async Task A_merchants_rows_are_found_by_an_index()
    {
        await using var portal = await TestPortal.Start();
        if (!portal.Services.GetRequiredService<DatabaseChoice>().IsSqlite) return;
        using var merchants = portal.Services.GetRequiredService<DatabaseChoice>().Open(Cast.Chen.Viewer, portal.Clock);

        var tables = merchants.Model.GetEntityTypes().Where(t => typeof(IBelongsToMerchant).IsAssignableFrom(t.ClrType)
            && t.GetIndexes().Any(i => i.Properties[0].Name == "MerchantId")).Select(t => t.ClrType).ToList();

        Assert.Contains(typeof(Portal.Domain.Merchants.Terminal), tables);
        foreach (var table in tables) Assert.All(await Plan(merchants, table), step => Assert.StartsWith("SEARCH", step));
    }

    [Fact]
    public async Task Everybody_sees_what_is_theirs()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);

        Assert.Equal([Cast.LotusTea.Number], await Seen(Cast.Chen.Viewer));
        Assert.Equal([Cast.HarbourNoodles.Number], await Seen(Cast.Wang.Viewer));
        Assert.Equal(2, (await Seen(Viewer.Portal)).Count);
        Assert.Empty(await Seen(Viewer.Nobody));

        async Task<List<string>> Seen(Viewer viewer)
        {
            await using var db = portal.Services.GetRequiredService<DatabaseChoice>().Open(viewer, portal.Clock);
            return await db.Merchants.OrderBy(m => m.Number).Select(m => m.Number).ToListAsync();
        }
    }

    private static async Task<List<string>> Plan(PortalDb db, Type table)
    {
        var rows = (IQueryable)typeof(MerchantFilterTests).GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(table).Invoke(null, [db])!;
        var text = rows.ToQueryString();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + text[text.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (Match parameter in Parameter().Matches(text))
        {
            var value = command.CreateParameter();
            (value.ParameterName, value.Value) = (parameter.Groups[1].Value, parameter.Groups[2].Value.Trim('\''));
            command.Parameters.Add(value);
        }

        await db.Database.OpenConnectionAsync();
        await using var steps = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await steps.ReadAsync()) plan.Add(steps.GetString(3));
        return plan;
    }

    private static IQueryable<T> Rows<T>(PortalDb db) where T : class => db.Set<T>().AsNoTracking().IgnoreQueryFilters([PortalDb.StoreFilter]);

    [GeneratedRegex(@"^\.param set (@\S+) (.+)$", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
