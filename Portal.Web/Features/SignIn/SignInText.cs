namespace Portal.Web.Features.SignIn;

/// <summary>Marker of the texts of signing in, and of everything said about a password.</summary>
public sealed class SignInText;
