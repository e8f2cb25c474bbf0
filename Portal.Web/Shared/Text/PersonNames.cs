using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Privacy;

namespace Portal.Web.Shared.Text;

/// <summary>Names as people read them: somebody who was erased has a pseudonym in the reader's language in its place.</summary>
public sealed class PersonNames(IStringLocalizer<SharedText> text)
{
    /// <param name="kept">As it stands beside what they wrote.</param>
    public string Shown(string kept) => Pseudonym.Read(kept) is { } code ? text["Person.Former", code] : kept;

    /// <summary>Of whom no name is kept.</summary>
    public string Former(UserId person) => text["Person.Former", Pseudonym.CodeOf(person)];
}
