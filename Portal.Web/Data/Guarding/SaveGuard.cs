using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Domain.Common;

namespace Portal.Web.Data.Guarding;

/// <summary>
/// Masks card data in everything that is about to be saved, whoever wrote it and wherever it came from. Use cases say so to people before; this is the
/// wall behind them, so that a new table or a new input cannot forget it.
/// </summary>
public static class SaveGuard
{
    /// <returns>Names of the columns in which something was masked.</returns>
    public static IReadOnlyList<string> Mask(ChangeTracker tracker)
    {
        List<string>? masked = null;
        foreach (var entry in tracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            foreach (var column in GuardedColumns.MaskedOf(entry.Metadata)) Mask(entry.Property(column.Property), column, entry.State, ref masked);
            foreach (var part in entry.ComplexProperties) Mask(part, entry.State, ref masked);
        }

        return masked ?? [];
    }

    private static void Mask(ComplexPropertyEntry part, EntityState state, ref List<string>? found)
    {
        foreach (var column in GuardedColumns.MaskedOf(part.Metadata.ComplexType)) Mask(part.Property(column.Property), column, state, ref found);
        foreach (var inner in part.ComplexProperties) Mask(inner, state, ref found);
    }

    private static void Mask(PropertyEntry property, GuardedColumns.Column column, EntityState state, ref List<string>? found)
    {
        if (property.CurrentValue is not { } value || state is EntityState.Modified && !property.IsModified) return;

        var text = column.ToText is null ? (string)value : column.ToText(value);
        var masked = column.Guard is ColumnGuard.MaskedJson ? GuardedJson.Mask(text) : CardNumbers.Mask(text);
        if (ReferenceEquals(masked, text)) return;

        // Other rows refer to it: whoever makes keys from what people type checks it first.
        if (column.IsKey) throw new InvalidOperationException($"A key was to hold a card number: {GuardedColumns.NameOf(property.Metadata)}.");
        property.CurrentValue = column.FromText is null ? masked : column.FromText(masked);
        (found ??= []).Add(GuardedColumns.NameOf(property.Metadata));
    }
}
