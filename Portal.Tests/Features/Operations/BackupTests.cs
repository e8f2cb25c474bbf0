using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Merchants;
using Portal.Tests.Support;
using Portal.Web.Data.Backup;

namespace Portal.Tests.Features.Operations;

public class BackupTests
{
    private static readonly bool Elsewhere = TestDatabase.IsPostgres;

    [Fact]
    public async Task A_backup_taken_while_rows_are_written_is_whole_and_comes_back()
    {
        Assert.SkipWhen(Elsewhere, "for the embedded database");
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, "backup.db");
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                await using var db = portal.Database();
                db.Stores.Add(new Store(new(Guid.CreateVersion7()), Cast.LotusTea.Id, $"W{n}"));
                await db.SaveChangesAsync();
                first.TrySetResult();
            }
        });
        await first.Task;

        var report = portal.Services.GetRequiredService<MakeBackup>().Run(file);
        await stop.CancelAsync();
        await writing;

        Assert.Null(report.Fault);
        Assert.False(File.Exists(file + ".part"));
        Assert.Null(portal.Services.GetRequiredService<CheckBackup>().Run(file).Fault);
        var (live, kept) = await RestoreStopped(portal, file);
        Assert.NotNull(kept);
        Assert.True(File.Exists(kept));
        Assert.Equal(report.Lines, Check(portal).Run(live).Lines);
    }

    [Fact]
    public async Task A_portal_that_serves_is_not_replaced()
    {
        Assert.SkipWhen(Elsewhere, "for the embedded database");
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, "backup.db");
        portal.Services.GetRequiredService<MakeBackup>().Run(file);

        var refused = Assert.Throws<BackupException>(() => portal.Services.GetRequiredService<RestoreBackup>().Run(file));

        Assert.Contains("running", refused.Message);
        await using var db = portal.Database();
        Assert.Equal(1, await db.Merchants.CountAsync());
    }

    [Theory]
    [InlineData("text")]
    [InlineData("cut")]
    [InlineData("foreign")]
    [InlineData("missing")]
    public async Task A_damaged_or_foreign_file_is_refused_before_anything_is_touched(string kind)
    {
        Assert.SkipWhen(Elsewhere, "for the embedded database");
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, "bad.db");
        await Spoil(portal, file, kind);

        Assert.NotNull(Check(portal).Run(file).Fault);
        Assert.Throws<BackupException>(() => portal.Services.GetRequiredService<RestoreBackup>().Run(file));
        Assert.Empty(Directory.EnumerateFiles(portal.Folder, "*before-restore*"));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Merchants.CountAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_never_written_over()
    {
        Assert.SkipWhen(Elsewhere, "for the embedded database");
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, "letter.txt");
        await File.WriteAllTextAsync(file, "dear owner");

        Assert.Throws<BackupException>(() => portal.Services.GetRequiredService<MakeBackup>().Run(file));
        Assert.Throws<BackupException>(() => portal.Services.GetRequiredService<MakeBackup>().Run(portal.DatabaseFile));
        Assert.Equal("dear owner", await File.ReadAllTextAsync(file));
    }

    private static CheckBackup Check(TestPortal portal) => portal.Services.GetRequiredService<CheckBackup>();

    /// <summary>As on the command line: another process's worth of services, on a copy of the database that nobody serves.</summary>
    private static async Task<(string Live, string? Kept)> RestoreStopped(TestPortal portal, string file)
    {
        var live = Path.Combine(portal.Folder, "stopped.db");
        File.Copy(file, live);
        var settings = Microsoft.Extensions.Options.Options.Create(new Portal.Web.Hosting.DatabaseOptions { ConnectionString = $"Data Source={live}" });
        var choice = new Portal.Web.Data.DatabaseChoice(settings);
        using var mark = new ServingMark(choice);
        var kept = new RestoreBackup(choice, Check(portal), mark, portal.Clock).Run(file);
        await using var db = choice.Open(Portal.Web.Shared.Viewing.Viewer.Portal, portal.Clock);
        Assert.True(await db.Stores.CountAsync() > 2);
        return (live, kept);
    }

    private static async Task Spoil(TestPortal portal, string file, string kind)
    {
        if (kind == "text") await File.WriteAllTextAsync(file, new string('x', 5000));
        if (kind == "cut")
        {
            portal.Services.GetRequiredService<MakeBackup>().Run(file);
            await using var whole = new FileStream(file, FileMode.Open);
            whole.SetLength(whole.Length / 2 / 4096 * 4096);
        }

        if (kind == "foreign")
        {
            await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
            await other.OpenAsync();
            await using var make = other.CreateCommand();
            make.CommandText = "CREATE TABLE letters (id INTEGER)";
            await make.ExecuteNonQueryAsync();
        }
    }
}
