using Portal.Web.Hosting;

namespace Portal.Web.Features.Attachments;

/// <summary>Photos that come with messages: checked by content, written anew without what a camera adds, kept in the database, shown only to those who may see the ticket.</summary>
public sealed class AttachmentsFeature : IFeature
{
    public Type Texts => typeof(AttachmentsText);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<RedrawPhoto>().AddScoped<KeepPhotos>().AddScoped<UploadAllowance>().AddScoped<ReadAttachment>();

    public void Map(IEndpointRouteBuilder routes) => routes.MapAttachments();
}
