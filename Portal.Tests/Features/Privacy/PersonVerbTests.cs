using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Portal.Domain.Privacy;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Privacy;

/// <summary>The verbs as somebody at the machine types them, restore and replay included.</summary>
public sealed class PersonVerbTests : IDisposable
{
    private const string Mail = "lin@lotus.example", Name = "林小雨";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-verb-").FullName;

    private string DatabaseFile => At("portal.db");

    private string At(string file) => Path.Combine(folder, file);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Added(string mail, string name, string role = "agent") =>
        Assert.Equal(0, (await Run("user", "add", "--email", mail, "--name", name, "--role", role, "--password", Cast.Password)).Exit);

    [Fact]
    public async Task A_restored_backup_has_nobody_in_it_who_was_erased()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "for the embedded database");
        await Added(Mail, Name);
        Assert.Equal(0, (await Run("backup", At("before.db"))).Exit);

        var said = await Run("person", "erase", Mail);
        Assert.Equal(2, said.Exit);
        Assert.Contains("--yes", said.Error, StringComparison.Ordinal);
        Assert.Contains("Stays under a pseudonym", said.Out, StringComparison.Ordinal);
        Assert.Equal(1, Named(DatabaseFile));

        var erased = await Run("person", "erase", Mail, "--yes", "--reason", "purpose-over");
        Assert.Equal((0, ""), (erased.Exit, erased.Error));
        Assert.Equal(0, Named(DatabaseFile));
        var list = await File.ReadAllTextAsync(At("erased.list"));
        Assert.DoesNotContain(Mail, list, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Name, list, StringComparison.Ordinal);

        var restored = await Run("restore", At("before.db"));
        Assert.Equal((0, ""), (restored.Exit, restored.Error));
        Assert.Contains("Erased again", restored.Out, StringComparison.Ordinal);
        Assert.Equal(0, Named(DatabaseFile));
        Assert.Equal(1, Named(At("before.db")));
        Assert.Equal(1, (long)Ask($"SELECT count(*) FROM events WHERE \"Kind\" = '{nameof(ErasureRepeated)}'"));
        Assert.StartsWith("former-", (string)Ask("SELECT \"Name\" FROM users"), StringComparison.Ordinal);

        // A copy put there by hand is treated the same at the next start.
        SqliteConnection.ClearAllPools();
        File.Copy(At("before.db"), DatabaseFile, overwrite: true);
        Assert.Equal(1, Named(DatabaseFile));
        var trail = await Run("audit", "verify");
        Assert.Equal((0, ""), (trail.Exit, trail.Error));
        Assert.Equal(0, Named(DatabaseFile));
    }

    [Fact]
    public async Task A_copy_is_written_once_for_that_person_alone_and_nobody_unknown_has_one()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "for the embedded database");
        await Added(Mail, Name);
        await Added("mei@acquirer.example", "梅客服");

        var done = await Run("person", "export", Mail, "--out", At("copy.zip"));

        Assert.Equal((0, ""), (done.Exit, done.Error));
        await using (var zip = ZipFile.OpenRead(At("copy.zip")))
        {
            using var account = new StreamReader(await zip.GetEntry("account.json")!.OpenAsync());
            var text = await account.ReadToEndAsync();
            Assert.Contains(Mail, text, StringComparison.Ordinal);
            Assert.DoesNotContain("梅客服", text, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("copy.zip")));
        var again = await Run("person", "export", Mail, "--out", At("copy.zip"));
        Assert.Equal(2, again.Exit);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        var nobody = await Run("person", "export", "nobody@example.com", "--out", At("other.zip"));
        Assert.Equal(2, nobody.Exit);
        Assert.Contains("Nobody signs in as nobody@example.com", nobody.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*.part"));
        Assert.False(File.Exists(At("other.zip")));
        Assert.Contains(Name, (await Run("person", "find", "小雨")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_sentence_and_changes_nothing()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "for the embedded database");
        await Added("admin@acquirer.example", "管理员", "admin");

        var last = await Run("person", "erase", "admin@acquirer.example", "--yes");
        var unknown = await Run("person", "erase", "nobody@example.com", "--yes");
        var ticket = await Run("person", "erase", "admin@acquirer.example", "--yes", "--ticket", "T-1");

        Assert.All(new[] { last, unknown, ticket }, answer =>
        {
            Assert.Equal((2, ""), (answer.Exit, answer.Out));
            Assert.DoesNotContain('\n', answer.Error);
            Assert.NotEqual("", answer.Error);
        });
        Assert.Equal("管理员", (string)Ask("SELECT \"Name\" FROM users"));
        Assert.False(File.Exists(At("erased.list")));
        Assert.Contains("--yes", (await Run("person", "erase", "--help")).Out, StringComparison.Ordinal);
    }

    private static long Named(string file) => (long)Ask(file, $"SELECT (SELECT count(*) FROM users WHERE \"Name\" = '{Name}' OR \"Email\" = '{Mail}')");

    private Task<PortalProcess.Ended> Run(params string[] words) => PortalProcess.Run(PortalProcess.EnvironmentOn(DatabaseFile), words);

    private object Ask(string sql) => Ask(DatabaseFile, sql);

    private static object Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
