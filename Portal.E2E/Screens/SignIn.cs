using Portal.E2E.Support;

namespace Portal.E2E.Screens;

/// <summary>Signing in as the people of the demo data.</summary>
public static class SignIn
{
    public const string Password = "demo-counter-2026";
    public const string Cashier = "lin@demo.example";
    public const string Owner = "chen@demo.example";
    public const string OtherOwner = "wang@demo.example";
    public const string Agent = "mei@demo.example";
    public const string Admin = "admin@demo.example";
    public const string Trainer = "qian@demo.example";

    public static async Task As(Visit visit, string email)
    {
        visit.IsStaff = email is Agent or Trainer or Admin;
        await visit.Go("/account/login");
        await visit.Type(visit.Page.Locator("input[name=email]"), email);
        await visit.Type(visit.Page.Locator("input[name=password]"), Password);
        await visit.Press(visit.Page.Locator("form:has(input[name=email]) button.do"));
        await visit.Page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
    }
}
