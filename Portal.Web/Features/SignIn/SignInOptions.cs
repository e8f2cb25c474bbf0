using System.ComponentModel.DataAnnotations;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.SignIn;

public sealed class SignInOptions : IValidatableObject
{
    public const string Section = "SignIn";
    private const string Nobody = "none";

    /// <summary>Roles that must have a second factor, separated by commas; the others are offered one. "none": everybody is only offered. In environment Demo nobody must.</summary>
    public string RequireSecondFactor { get; set; } = "owner,agent,supervisor,trainer,admin";

    /// <summary>So many days after they joined, people who must have a second factor may still do without.</summary>
    [Range(0, 90)]
    public int SecondFactorGraceDays { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Names.Where(n => !Enum.TryParse<Role>(n, ignoreCase: true, out _))
            .Select(n => new ValidationResult($"there is no role {n}; write roles like \"owner,admin\", or \"none\".", [nameof(RequireSecondFactor)]));

    public bool Requires(Role role) => Names.Any(n => Enum.TryParse<Role>(n, ignoreCase: true, out var named) && named == role);

    private IEnumerable<string> Names =>
        RequireSecondFactor.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => !n.Equals(Nobody, StringComparison.OrdinalIgnoreCase));
}
