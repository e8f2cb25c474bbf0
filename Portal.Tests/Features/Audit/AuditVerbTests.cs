using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Features.Audit;

/// <summary><c>audit verify</c> as a script runs it: the exit code says what it found.</summary>
public class AuditVerbTests
{
    [Fact]
    public async Task A_whole_trail_is_zero_and_its_head_is_told()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(4);
        await portal.Seals();
        var trail = await portal.Trail();

        var ended = await PortalProcess.Run(await PortalProcess.EnvironmentOf(portal), "audit", "verify");

        Assert.Equal((VerbHost.Done, ""), (ended.Exit, ended.Error));
        Assert.Contains($"{trail.Count} entries from 1 on are as they were written.", ended.Said, StringComparison.Ordinal);
        Assert.Contains($"Head: {trail.Count}:{trail[^1].Hash}", ended.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_trail_is_one_and_the_first_broken_entry_is_named()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(6);
        await portal.Seals();
        var trail = await portal.Trail();
        await portal.Unguard();
        await portal.Sql($"UPDATE audit SET \"Subject\" = 'ticket/T-1' WHERE \"Number\" >= {trail[^3].Number}");

        var ended = await PortalProcess.Run(await PortalProcess.EnvironmentOf(portal), "audit", "verify");

        Assert.Equal(VerbHost.SomeRejected, ended.Exit);
        Assert.StartsWith($"Broken at entry {trail[^3].Number} (", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a head that is none")]
    [InlineData("no database")]
    public async Task What_could_not_run_is_two_and_says_why(string why)
    {
        await using var portal = await TestPortal.Start();
        var environment = await PortalProcess.EnvironmentOf(portal);
        if (why == "no database")
        {
            environment = await PortalProcess.EnvironmentOf(portal, ("Database:Provider", "Sqlite"),
                ("Database:ConnectionString", $"Data Source={Path.Combine(portal.Folder, "not", "there", "portal.db")};Mode=ReadOnly"));
            await File.WriteAllTextAsync(Path.Combine(portal.Folder, "not"), "a file where a folder should be");
        }

        var ended = await PortalProcess.Run(environment, ["audit", "verify", .. why == "no database" ? Array.Empty<string>() : ["--from", "nonsense"]]);

        Assert.Equal(VerbHost.CouldNotRun, ended.Exit);
        Assert.NotEqual("", ended.Error);
        Assert.DoesNotContain("as they were written", ended.Said, StringComparison.Ordinal);
    }
}
