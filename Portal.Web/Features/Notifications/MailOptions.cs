namespace Portal.Web.Features.Notifications;

public enum MailSecurity { StartTls, Tls, None }

public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>No host: mails stay in the outbox folder.</summary>
    public string? Host { get; set; }

    [System.ComponentModel.DataAnnotations.Range(1, 65535)]
    public int Port { get; set; } = 587;

    public string? UserName { get; set; }
    public string? Password { get; set; }

    [System.ComponentModel.DataAnnotations.EmailAddress]
    public string From { get; set; } = "portal@localhost.localdomain";

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;
}
