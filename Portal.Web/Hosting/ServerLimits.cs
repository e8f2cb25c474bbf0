using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.Domain.Common;

namespace Portal.Web.Hosting;

/// <summary>How long, how many and how slow anything sent to the portal may be. What needs more says so on its own endpoint.</summary>
internal static class ServerLimits
{
    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            var limits = server.Limits;
            limits.MaxRequestBodySize = Limits.RequestBytes;
            limits.MaxRequestLineSize = Limits.RequestLineBytes;
            limits.MaxRequestHeadersTotalSize = Limits.RequestHeaderBytes;
            limits.MaxRequestHeaderCount = Limits.RequestHeaders;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
            // Slower than a phone on the edge of coverage is nobody who wants an answer.
            limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(10));
            limits.MaxConcurrentConnections = 10_000;
            limits.MaxConcurrentUpgradedConnections = 2_000;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = Limits.FormFields;
            form.KeyLengthLimit = Limits.FormKeyLength;
            form.ValueLengthLimit = Limits.FormValueLength;
            form.MultipartHeadersCountLimit = 8;
            form.MultipartHeadersLengthLimit = 4 * 1024;
            form.MultipartBoundaryLengthLimit = 100;
            form.MultipartBodyLengthLimit = Limits.UploadRequestBytes;
            form.BufferBodyLengthLimit = Limits.UploadRequestBytes;
        });
    }
}
