using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public class HostRulesTests
{
    private const string Loopback = "http://localhost:5080";

    [Theory]
    [InlineData("Production", "Demo:Enabled", "true", Loopback)]
    [InlineData("Demo", "Demo:Enabled", "true", "http://0.0.0.0:5080")]
    [InlineData("Production", "Outbound:AllowLoopback", "true", Loopback)]
    [InlineData("Production", "RateLimits:Enabled", "false", Loopback)]
    [InlineData("Production", "DetailedErrors", "true", Loopback)]
    [InlineData("Production", "Portal:PublicUrl", "http://portal.example.test", Loopback)]
    public async Task Nobody_is_served_where_it_would_not_be_safe(string environment, string key, string value, string url) =>
        Assert.Contains(await Broken(environment, url, (key, value)), sentence => sentence.StartsWith(key + ":", StringComparison.Ordinal));

    [Theory]
    [InlineData("Portal:PublicUrl", "https://portal.example.test")]
    [InlineData("Portal:PublicUrl", "http://localhost:5080")]
    [InlineData("Portal:PublicUrl", "http://127.0.0.1:5080")]
    public async Task With_safe_settings_it_serves(string key, string value) =>
        Assert.Empty(await Broken("Production", Loopback, (key, value)));

    [Fact]
    public async Task A_secret_is_read_from_a_file_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("portal-secrets-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Mail__Password"), "only-in-this-file\n", TestContext.Current.CancellationToken);
            var builder = PortalProgram.Builder([$"--Keys:SecretsFolder={folder}"], AllFeatures.List, "Production");

            Assert.Equal("only-in-this-file", builder.Configuration["Mail:Password"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> Broken(string environment, string url, (string Key, string Value) setting)
    {
        var builder = PortalProgram.Builder([], AllFeatures.List, environment);
        builder.Configuration["Demo:Enabled"] = "false";
        builder.Configuration["Database:ConnectionString"] = "Data Source=:memory:";
        var folder = Directory.CreateTempSubdirectory("portal-rules-").FullName;
        builder.Configuration["Portal:DataDirectory"] = folder;
        builder.Configuration[setting.Key] = setting.Value;
        try
        {
            await using var app = builder.Build();
            return HostRules.Broken(app, [url]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
