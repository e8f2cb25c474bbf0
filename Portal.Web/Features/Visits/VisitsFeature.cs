using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Visits;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Visits;

/// <summary>The staff see a merchant's pages as its owner does: with a reason, for a while, reading only, and the owner is shown it.</summary>
public sealed class VisitsFeature : IFeature
{
    public Type Texts => typeof(VisitsText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<StartVisit>().AddScoped<EndVisit>().AddScoped<ListVisits>().AddScoped<AllowVisits>()
        .AddScoped<IClaimsTransformation, VisitClaims>();

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/visits/end", async (HttpContext http, EndVisit end, [FromForm] string? back) =>
    {
        var ended = await end.Run(VisitCookie.Read(http), http.RequestAborted);
        VisitCookie.Clear(http);
        return Results.LocalRedirect(ended?.TicketNumber is { } ticket ? $"/desk/tickets/T-{ticket}" : "/desk");
    }).Needs(Permission.ViewAsMerchant).ExcludeFromDescription();
}

internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> visit)
    {
        visit.ToTable("visits");
        visit.Property(v => v.Id).ValueGeneratedNever();
        visit.HasIndex(v => new { v.MerchantId, v.StartedAt });
    }
}
