using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Web.Shared.Background;

namespace Portal.Web.Features.Notifications;

/// <summary>Sends what lies in the outbox, oldest first, where a mail server is configured; what could not be sent stays and is tried again.</summary>
public sealed class SendOutbox(Outbox outbox, IOptions<MailOptions> options, TimeProvider clock, ILogger<SendOutbox> log)
    : Rounds(TimeSpan.FromSeconds(15), clock, log)
{
    protected override bool BeginsAtOnce => true;

    protected override async Task Round(CancellationToken cancel)
    {
        if (options.Value.Host is not { Length: > 0 } host) return;
        var waiting = Directory.GetFiles(outbox.Folder, "*.eml").Order(StringComparer.Ordinal).ToList();
        if (waiting.Count == 0) return;

        using var server = new SmtpClient();
        await server.ConnectAsync(host, options.Value.Port, options.Value.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancel);
        if (options.Value.UserName is { Length: > 0 } user) await server.AuthenticateAsync(user, options.Value.Password ?? "", cancel);

        foreach (var file in waiting)
        {
            using var message = await MimeMessage.LoadAsync(file, cancel);
            await server.SendAsync(message, cancel);
            File.Delete(file);
        }

        await server.DisconnectAsync(quit: true, cancel);
    }
}
