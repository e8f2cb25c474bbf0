using Portal.Domain.Common;

namespace Portal.Web.Shared.Text;

/// <summary>Words for the values of events that one feature alone can name, such as the step of a walk and its answer; the audit trail reads them.</summary>
public interface IEventTerms
{
    /// <param name="property">The value of a property of the event as text; null where it has none.</param>
    /// <returns>By the property's name; what is not in it is shown as it was written.</returns>
    ValueTask<IReadOnlyDictionary<string, LocalizedText>> For(string kind, Func<string, string?> property, CancellationToken cancel);
}
