using System.ComponentModel.DataAnnotations;
using Portal.Domain.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>How long a sign-in lasts. The acquirer's staff see everything, so theirs are short (PCI DSS 8.2.8: 15 minutes idle).</summary>
public sealed class DeviceOptions
{
    public const string Section = "SignIn";

    [Range(1, 24 * 60)]
    public int StaffIdleMinutes { get; set; } = 15;

    [Range(1, 24 * 7)]
    public int StaffHours { get; set; } = 12;

    /// <summary>Without "remember this device"; closing the browser ends it too.</summary>
    [Range(1, 24 * 365)]
    public int MerchantIdleHours { get; set; } = 12;

    /// <summary>At the longest; on a device that is remembered also without being used in between.</summary>
    [Range(1, 365)]
    public int MerchantDays { get; set; } = 30;

    /// <summary>For so long after password, code or passkey sensitive things may be done without giving it again.</summary>
    [Range(1, 12 * 60)]
    public int FreshMinutes { get; set; } = 10;

    /// <summary>Whether the list of sign-ins keeps the network address.</summary>
    public bool RecordAddress { get; set; } = true;

    public TimeSpan Fresh => TimeSpan.FromMinutes(FreshMinutes);

    public SignInTimes Times(Role role, bool remembered)
    {
        if (!role.IsOfMerchant()) return new(TimeSpan.FromMinutes(StaffIdleMinutes), TimeSpan.FromHours(StaffHours));
        var longest = TimeSpan.FromDays(MerchantDays);
        return new(remembered ? longest : TimeSpan.FromHours(MerchantIdleHours), longest);
    }
}
