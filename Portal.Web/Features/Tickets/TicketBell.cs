using Portal.Domain.Common;

namespace Portal.Web.Features.Tickets;

/// <summary>Tells open desk pages of this process that something about tickets changed. What other nodes do they find by asking every few seconds.</summary>
public sealed class TicketBell
{
    public event Action? Rang;

    public void Ring() => Rang?.Invoke();
}
