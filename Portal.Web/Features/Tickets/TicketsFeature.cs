using Portal.Web.Hosting;
using Portal.Web.Shared.Layout;

namespace Portal.Web.Features.Tickets;

/// <summary>Cases that troubleshooting did not solve: the merchant's conversation with the desk, and the desk itself.</summary>
public sealed class TicketsFeature : IFeature
{
    public Type Texts => typeof(TicketsText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TicketBell>();
        services.AddScoped<TicketCase>().AddScoped<TicketTerminals>().AddScoped<LessonShelf>().AddScoped<ChangeTicket>().AddScoped<TellMerchant>();
        services.AddScoped<OpenTicket>().AddScoped<ReplyToTicket>().AddScoped<AnswerTicket>().AddScoped<NoteOnTicket>().AddScoped<Drafts>();
        services.AddScoped<AssignTicket>().AddScoped<ResolveTicket>().AddScoped<ReopenTicket>().AddScoped<AttachLesson>().AddScoped<MarkSeen>();
        services.AddScoped<ListTickets>().AddScoped<ReadTicket>().AddScoped<DeskQueue>().AddScoped<ReadDrafts>().AddScoped<StaffList>();
        services.AddScoped<IDemoPart, DemoTickets>();
        services.AddScoped<CountUnread>().AddScoped<IUnread>(provider => provider.GetRequiredService<CountUnread>());
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapTickets();
}
