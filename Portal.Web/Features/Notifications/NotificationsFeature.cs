using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Notifications;

/// <summary>How people are told: mails through an outbox that survives anything.</summary>
public sealed class NotificationsFeature : IFeature
{
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<MailOptions>(configuration, MailOptions.Section);
        services.AddSingleton<Outbox>().AddSingleton<PublicLinks>().AddHostedService<SendOutbox>();
    }
}
