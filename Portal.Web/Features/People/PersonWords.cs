using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.People;

/// <summary>How a person stands, in the words and signs of every page about people.</summary>
public sealed class PersonWords(IStringLocalizer<PeopleText> text, IOptions<PortalOptions> options)
{
    public string PlaceOf(ListPeople.Person person) =>
        person.Stores is null ? text["People.AllStores"] : person.Stores.Count == 0 ? text["People.NoStore"] : string.Join(text["Between"], person.Stores);

    public string WhenOf(ListPeople.Person person, DateTimeOffset now) => person switch
    {
        { State: PersonState.Invited, Until: { } until } => text["Seen.InvitedUntil", At(until, now)],
        { State: PersonState.Expired } => text["Seen.Expired"],
        { SeenAt: { } seen } => text["Seen.At", At(seen, now)],
        _ => text["Seen.Never"],
    };

    public string At(DateTimeOffset at, DateTimeOffset now) => Times.Short(at, options.Value.TimeZone, now);

    public static string ToneOf(PersonState state) => state switch
    {
        PersonState.Active => "yes",
        PersonState.Invited => "info",
        PersonState.Expired or PersonState.Locked => "unk",
        _ => "no",
    };

    public static string IconOf(PersonState state) => state switch
    {
        PersonState.Active => "check",
        PersonState.Invited => "send",
        PersonState.Expired => "clock",
        _ => "lock",
    };

    /// <summary>"4827 1036": read out and typed off more easily.</summary>
    public static string Grouped(string number) => number.Length == 8 ? $"{number[..4]} {number[4..]}" : number;
}
