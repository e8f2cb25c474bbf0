namespace Portal.Web.Features.Confirm;

public sealed class ConfirmText;
