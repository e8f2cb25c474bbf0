using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>Every text column is masked when it is saved, or is declared with its reason.</summary>
public class GuardedColumnsTests
{
    private const string Card = "卡号 4111 1111 1111 1111，安全码 123";

    private static SqlitePortalDb Model() => new(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, TimeProvider.System);

    private static IEnumerable<IProperty> Columns(IModel model) =>
        model.GetEntityTypes().SelectMany(t => t.GetProperties().Concat(t.GetComplexProperties().SelectMany(Inside)));

    private static IEnumerable<IProperty> Inside(IComplexProperty part) =>
        part.ComplexType.GetProperties().Concat(part.ComplexType.GetComplexProperties().SelectMany(Inside));

    [Fact]
    public void What_is_declared_opaque_is_there_and_says_why()
    {
        using var db = Model();
        var names = Columns(db.Model).Select(GuardedColumns.NameOf).ToHashSet();
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).ToHashSet();

        Assert.Empty(GuardedColumns.Opaque.Keys.Except(names));
        Assert.Empty(GuardedColumns.JudgedBefore.Keys.Except(tables));
        Assert.DoesNotContain(GuardedColumns.Opaque.Concat(GuardedColumns.JudgedBefore), d => string.IsNullOrWhiteSpace(d.Value));
    }

    [Fact]
    public void What_is_declared_opaque_is_no_column_people_write_into()
    {
        using var db = Model();
        string[] peoples = ["Name", "Text", "Subject", "Reason", "Address", "Title", "Email", "Note", "Message", "Body", "Serial", "Number"];

        Assert.DoesNotContain(GuardedColumns.Opaque.Keys, name => name is not "AspNetUserTokens.Name" && peoples.Contains(name.Split('.')[^1]));
    }

    [Fact]
    public void A_key_that_people_type_is_not_masked_but_declared()
    {
        using var db = Model();

        Assert.Empty(Columns(db.Model).Where(p => p.IsKey() && GuardedColumns.Of(p) is ColumnGuard.Masked or ColumnGuard.MaskedJson).Select(GuardedColumns.NameOf));
    }

    public static TheoryData<string> Masked
    {
        get
        {
            using var db = Model();
            return [.. Columns(db.Model).Where(p => p.ClrType == typeof(string) && GuardedColumns.Of(p) is ColumnGuard.Masked or ColumnGuard.MaskedJson).Select(GuardedColumns.NameOf)];
        }
    }

    [Theory]
    [MemberData(nameof(Masked))]
    public void A_card_number_is_masked_in(string column)
    {
        using var db = Model();
        var property = Columns(db.Model).Single(p => GuardedColumns.NameOf(p) == column);
        var type = property.DeclaringType.ContainingEntityType;
        if (type.IsOwned()) return;
        var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var entry = db.Entry(row);
        foreach (var key in type.GetKeys().SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(string))) entry.Property(key.Name).CurrentValue = "key";
        foreach (var part in type.GetComplexProperties()) entry.ComplexProperty(part.Name).CurrentValue ??= RuntimeHelpers.GetUninitializedObject(part.ClrType);
        var json = GuardedColumns.Of(property) is ColumnGuard.MaskedJson;
        var value = property.DeclaringType is IComplexType inner ? entry.ComplexProperty(inner.ComplexProperty.Name).Property(property.Name) : entry.Property(property.Name);
        value.CurrentValue = json ? $$"""{"Said":"{{Card}}","Amount":4111111111111111}""" : Card;
        entry.State = EntityState.Added;

        SaveGuard.Mask(db.ChangeTracker);

        var kept = (string)value.CurrentValue!;
        Assert.Contains("卡号 411111******1111，安全码 ***", kept);
        if (json) Assert.Equal(4111111111111111, System.Text.Json.Nodes.JsonNode.Parse(kept)!["Amount"]!.GetValue<long>());
    }

    [Fact]
    public void Values_of_the_domain_that_hold_texts_are_masked_within()
    {
        using var db = Model();
        string[] expected = ["tickets.Case", "tickets.Closure"];

        Assert.Empty(expected.Except(Columns(db.Model).Where(p => GuardedColumns.Of(p) is ColumnGuard.MaskedJson).Select(GuardedColumns.NameOf)));
        Assert.DoesNotContain(Columns(db.Model).Where(p => p.ClrType == typeof(LocalizedText)), p => GuardedColumns.Of(p) is not ColumnGuard.MaskedJson);
    }
}
