using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Domain.Common;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Notifications;

/// <summary>Every mail is first a file in the outbox folder (data/outbox/*.eml): nobody waits for a mail server, and without one nothing is lost. No card data leaves by mail.</summary>
public sealed class Outbox(DataDirectory data, IOptions<MailOptions> options, PortalName portal)
{
    public string Folder => data.Folder("outbox");

    public Task Put(Mail mail, CancellationToken cancel) => Put(mail, really: true, cancel);

    /// <summary>Takes away what has not been sent yet to an address.</summary>
    /// <returns>How many mails that were.</returns>
    public async Task<int> Forget(string address, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var file in Directory.EnumerateFiles(Folder, "*.eml"))
        {
            try
            {
                HeaderList headers;
                await using (var mail = File.OpenRead(file)) headers = await HeaderList.LoadAsync(mail, cancel);
                if (!InternetAddressList.TryParse(headers[HeaderId.To] ?? "", out var to) || !to.Mailboxes.Any(m => string.Equals(m.Address, address, StringComparison.OrdinalIgnoreCase))) continue;
                File.Delete(file);
                removed++;
            }
            catch (FileNotFoundException)
            {
                // Sent at this moment.
            }
        }

        return removed;
    }

    /// <param name="really">False: the same work, and the mail is thrown away. Who waits must not learn from the time it took whether there is a reader.</param>
    public async Task Put(Mail mail, bool really, CancellationToken cancel)
    {
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress(portal.ToString(), options.Value.From));
        message.To.Add(new MailboxAddress(CardNumbers.Mask(mail.Name), mail.Address));
        message.Subject = CardNumbers.Mask(mail.Subject);
        message.Body = new TextPart("plain") { Text = CardNumbers.Mask(mail.Body) };

        var name = Guid.CreateVersion7().ToString("N");
        var half = Path.Combine(Folder, name + ".part");
        await message.WriteToAsync(half, cancel);
        if (really) File.Move(half, Path.Combine(Folder, name + ".eml"));
        else File.Delete(half);
    }
}
