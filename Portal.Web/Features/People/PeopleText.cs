namespace Portal.Web.Features.People;

public sealed class PeopleText;
