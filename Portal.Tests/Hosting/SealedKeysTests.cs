using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public class SealedKeysTests
{
    private static string KeyFile(TestPortal portal) => Path.Combine(portal.Folder, InstallationKey.FileName);

    [Fact]
    public async Task The_database_holds_no_key_in_clear_and_the_key_file_is_the_portals_alone()
    {
        await using var portal = await TestPortal.Start();
        using (await portal.Browse(Cast.Lin)) { }

        await using var db = portal.Database();
        var rows = await db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync();
        Assert.NotEmpty(rows);
        Assert.All(rows, xml =>
        {
            Assert.Contains("<sealedKey with=", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(KeyFile(portal)));
    }

    [Fact]
    public async Task Two_processes_with_the_key_know_each_others_sign_ins()
    {
        await using var portal = await TestPortal.Start();
        using (await portal.Browse(Cast.Lin)) { }
        await using var one = await ServedPortal.Start(portal);
        await using var other = await ServedPortal.Start(portal);
        using var lin = new Browsing(one.Address);
        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get(new Uri(other.Address, "/lookup").ToString())).StatusCode);
    }

    [Fact]
    public async Task Without_the_key_file_people_sign_in_again_and_nothing_else_is_lost()
    {
        await using var portal = await TestPortal.Start();
        var ticket = await portal.Opens(Cast.Lin);
        using var before = await portal.Browse(Cast.Lin);
        Assert.Equal(HttpStatusCode.OK, (await before.Get("/lookup")).StatusCode);
        var kept = portal.Find<IDataProtectionProvider>().CreateProtector("x").Protect("word");

        File.Delete(KeyFile(portal));
        await portal.Restart();

        Assert.ThrowsAny<Exception>(() => portal.Find<IDataProtectionProvider>().CreateProtector("x").Unprotect(kept));
        using var lin = await portal.Browse(Cast.Lin);
        Assert.Contains(TicketScene.Words, await lin.Read("/tickets/" + Portal.Domain.Tickets.TicketNumber.Show(ticket)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_reads_what_an_old_one_sealed()
    {
        await using var portal = await TestPortal.Start();
        var kept = portal.Find<IDataProtectionProvider>().CreateProtector("x").Protect("word");
        File.Move(KeyFile(portal), KeyFile(portal) + ".old");
        portal.Configure("Keys:OldKeyFiles:0", KeyFile(portal) + ".old");
        await portal.Restart();

        Assert.Equal("word", portal.Find<IDataProtectionProvider>().CreateProtector("x").Unprotect(kept));
        Assert.True(File.Exists(KeyFile(portal)));
    }

    [Theory]
    [InlineData("nowhere.key", null, "There is no key file")]
    [InlineData("short.key", "c2hvcnQ=", "less than 32 bytes")]
    [InlineData("odd.key", "!!", "not Base64")]
    public async Task A_key_file_that_is_named_and_not_there_or_not_one_keeps_the_portal_from_starting_with_one_sentence(string name, string? text, string sentence)
    {
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, name);
        if (text is not null) await File.WriteAllTextAsync(file, text);
        var keys = new InstallationKey(Microsoft.Extensions.Options.Options.Create(new KeysOptions { KeyFile = file }), portal.Find<DataDirectory>(), portal.Clock);

        Assert.Contains(sentence, keys.Fault(), StringComparison.Ordinal);
        Assert.Contains(file, keys.Fault(), StringComparison.Ordinal);
        Assert.Null(portal.Find<InstallationKey>().Fault());
    }

    [Fact]
    public async Task Nodes_with_folders_of_their_own_and_one_certificate_know_each_others_sign_ins()
    {
        using var folder = new TestFolder();
        var certificate = TestCertificates.Pfx(folder.Path, "node", DateTimeOffset.UtcNow, "four seasons");
        await using var portal = await TestPortal.StartWith(("Keys:CertificateFile", certificate), ("Keys:CertificatePassword", "four seasons"));
        (string, string)[] Node(string name) =>
            [("Keys:CertificateFile", certificate), ("Keys:CertificatePassword", "four seasons"), ("Portal:DataDirectory", Directory.CreateDirectory(Path.Combine(portal.Folder, name)).FullName)];
        using (await portal.Browse(Cast.Lin)) { }
        await using var one = await ServedPortal.Start(portal, Node("one"));
        await using var other = await ServedPortal.Start(portal, Node("other"));
        using var lin = new Browsing(one.Address);
        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get(new Uri(other.Address, "/lookup").ToString())).StatusCode);
        Assert.Empty(Directory.GetFiles(portal.Folder, InstallationKey.FileName, SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Another_certificate_than_before_is_a_mistake_until_the_former_is_named_or_given_up()
    {
        using var folder = new TestFolder();
        var (first, second) = (TestCertificates.Pfx(folder.Path, "first", DateTimeOffset.UtcNow), TestCertificates.Pfx(folder.Path, "second", DateTimeOffset.UtcNow));
        await using var portal = await TestPortal.StartWith(("Keys:CertificateFile", first));
        var kept = portal.Find<IDataProtectionProvider>().CreateProtector("x").Protect("word");

        var before = await PortalProcess.Run(await PortalProcess.EnvironmentOf(portal, ("Keys:CertificateFile", first)), "key-ring", "check");
        var swapped = await PortalProcess.EnvironmentOf(portal, ("Keys:CertificateFile", second));
        var served = await PortalProcess.Run(swapped, "--no-demo", "--urls", "http://127.0.0.1:0");
        var checkedAgain = await PortalProcess.Run(swapped, "key-ring", "check");

        Assert.Equal(0, before.Exit);
        Assert.Equal(2, served.Exit);
        Assert.Contains("sealed with another installation key than " + second, served.Said, StringComparison.Ordinal);
        Assert.Equal(1, checkedAgain.Exit);

        portal.Configure("Keys:CertificateFile", second);
        portal.Configure("Keys:OldCertificates:0:File", first);
        await portal.Restart();
        Assert.Equal("word", portal.Find<IDataProtectionProvider>().CreateProtector("x").Unprotect(kept));

        var forgot = await PortalProcess.Run(swapped, "key-ring", "forget");
        var after = await PortalProcess.Run(swapped, "key-ring", "check");
        Assert.Equal(0, forgot.Exit);
        Assert.Equal(0, after.Exit);
        await using var db = portal.Database();
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == "KeyRingForgotten"));
    }

    [Fact]
    public async Task Many_processes_that_start_at_once_make_one_key()
    {
        await using var portal = await TestPortal.Start();
        File.Delete(KeyFile(portal));

        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            new InstallationKey(Microsoft.Extensions.Options.Options.Create(new KeysOptions()), portal.Find<DataDirectory>(), portal.Clock).For("test").Id)));

        Assert.Single(ids.Distinct());
        Assert.DoesNotContain(Directory.GetFiles(portal.Folder), f => f.EndsWith(".part", StringComparison.Ordinal));
    }
}
