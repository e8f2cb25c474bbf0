namespace Portal.Web.Features.Notifications;

/// <summary>A mail to one person, plain text.</summary>
public sealed record Mail(string Address, string Name, string Subject, string Body);
