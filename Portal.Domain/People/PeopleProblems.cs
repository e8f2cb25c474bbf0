using Portal.Domain.Common;

namespace Portal.Domain.People;

public static class PeopleProblems
{
    /// <summary>Used, expired, cancelled or never made: nobody is told which.</summary>
    public static readonly Problem LinkSpent = new("link-used-or-expired");

    /// <summary>Nobody removes, locks or demotes themselves.</summary>
    public static readonly Problem Oneself = new("person-oneself");

    public static readonly Problem LastAdmin = new("person-last-admin");

    public static readonly Problem RoleNotYours = new Problem("role-not-yours").For("role");

    public static readonly Problem StoreMissing = new Problem("store-missing").For("stores");

    /// <summary>Whoever has a mail address is sent a reset there and needs no link from others.</summary>
    public static readonly Problem HasMail = new("person-has-mail");
}
