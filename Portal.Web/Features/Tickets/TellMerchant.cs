using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Features.Notifications;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>
/// Mails the people of the merchant who take part in a ticket that the desk has answered: number, subject and a link, nothing of the case.
/// Where nobody takes part (opened through the API) the owners are told.
/// </summary>
public sealed class TellMerchant(Databases databases, Outbox outbox, PublicLinks links, IStringLocalizer<TicketsText> text)
{
    public async Task Run(Ticket ticket, CancellationToken cancel)
    {
        await using var all = databases.For(Viewer.Portal);
        var wrote = await all.Set<Message>().Where(m => m.TicketId == ticket.Id && m.Kind == MessageKind.Merchant && m.AuthorId != null)
            .Select(m => m.AuthorId!.Value).Distinct().ToListAsync(cancel);
        var ids = wrote.Select(w => w.Value).ToList();
        var owners = Permissions.RolesThat(Permission.SeeShop);
        var people = await all.Users.Include(u => u.Stores)
            .Where(u => u.MerchantId == ticket.MerchantId && u.Email != null && u.DisabledAt == null && (ids.Count > 0 ? ids.Contains(u.Id) : owners.Contains(u.Role))).ToListAsync(cancel);

        foreach (var person in people.Where(p => !p.Role.IsOfStores() || ticket.StoreId is not { } store || p.Stores.Any(s => s.StoreId == store)))
            await outbox.Put(Write(ticket, person.Email!, person.Name, person.Culture), cancel);
    }

    private Mail Write(Ticket ticket, string address, string name, string? culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture ?? "zh-CN");
            var number = TicketNumber.Show(ticket.Number);
            return new Mail(address, name, text["Mail.Subject", number, ticket.Subject], text["Mail.Body", name, number, ticket.Subject, links.To("/tickets/" + number)]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
