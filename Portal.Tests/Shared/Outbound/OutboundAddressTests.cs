using Portal.Web.Shared.Outbound;

namespace Portal.Tests.Shared.Outbound;

/// <summary>Everything that has been written into webhook fields to reach what lies inside. What the text does not give away, the name's addresses do.</summary>
public class OutboundAddressTests
{
    public static TheoryData<string> Refused =>
    [
        // Schemes.
        "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com:70/_x", "dict://example.com:11211/", "ldap://example.com/", "ws://example.com/",
        "wss://example.com/", "javascript:alert(1)", "data:text/plain,x", "jar:https://example.com!/", "netdoc:///etc/passwd", "//example.com/", "example.com", "/x", "",
        // This machine, written in every way there is.
        "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://localhost.localdomain", "https://x.localhost/", "https://127.0.0.1/", "https://127.1/", "https://127.0.1/",
        "https://127.000.000.001/", "https://0177.0.0.1/", "https://0177.1/", "https://0x7f.1/", "https://0x7f.0.0.1/", "https://0x7f000001/", "https://2130706433/", "https://017700000001/",
        "https://127.0.0.1./", "https://127.127.127.127/", "https://0/", "https://0.0.0.0/", "https://0x0/", "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[::7f00:1]/", "https://①②⑦.⓪.⓪.①/", "https://１２７.0.0.1/", "https://127。0。0。1/", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        // Private, link-local, metadata, shared, test, multicast, broadcast.
        "https://10.0.0.1/", "https://10.255.255.255/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/",
        "https://169.254.0.1/", "https://0xa9fea9fe/", "https://2852039166/", "https://0251.0376.0251.0376/", "https://100.64.0.1/", "https://100.100.100.200/", "https://192.0.0.192/", "https://192.0.2.1/",
        "https://198.18.0.1/", "https://198.51.100.1/", "https://203.0.113.1/", "https://224.0.0.1/", "https://239.255.255.250/", "https://240.0.0.1/", "https://255.255.255.255/", "https://192.88.99.1/",
        // IPv6, and IPv4 carried in it.
        "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://[2001:db8::1]/", "https://[100::1]/", "https://[3fff::1]/",
        "https://[64:ff9b::7f00:1]/", "https://[64:ff9b::10.0.0.1]/", "https://[64:ff9b:1::1]/", "https://[2002:7f00:1::]/", "https://[2002:a00:1::]/", "https://[2002:c0a8:101::1]/",
        "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "https://[::ffff:10.0.0.1]/", "https://[::ffff:a9fe:a9fe]/", "https://[::ffff:0:7f00:1]/", "https://[fec0::1]/", "https://[2606:4700::5efe:127.0.0.1]/",
        "https://[2606:4700::200:5efe:10.0.0.1]/", "https://[2001:20::1]/", "https://[::ffff:192.168.0.1]/",
        // Names only a local network answers for.
        "https://router/", "https://printer.local/", "https://metadata.google.internal/", "https://db.internal/", "https://portal.lan/", "https://x.home.arpa/", "https://x.corp/", "https://x.intranet/",
        // Readers that disagree about where the host ends.
        "https://example.com@127.0.0.1/", "https://127.0.0.1@example.com/", "https://user:pass@example.com/", "https://example.com:80@127.0.0.1/", "https://127.0.0.1#@example.com/", "https://example.com#x",
        "https://example.com\\@127.0.0.1/", "https:\\\\127.0.0.1/", "https://exam\tple.com/", "https://example.com\n/", "https://example.com /", " https://example.com/", "https://127.0.0.1%2f@example.com/",
        "https://127.0.0.1%2eexample/", "https://%31%32%37.0.0.1/", "https://[::1]@example.com/", "https://", "https:///x", "https://./", "https://../", "https://-/", "https://exa_mple.com/",
        // Ports.
        "https://example.com:0/", "https://example.com:22/", "https://example.com:25/", "https://example.com:80/", "https://example.com:5432/", "https://example.com:65535/", "https://example.com:65536/",
        "https://example.com:-1/", "https://example.com:443x/", "https://" + new string('a', 2_000) + ".com/",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_by_its_text(string typed) => Assert.False(OutboundAddress.Read(typed, new()).IsOk, typed);

    [Fact]
    public void There_are_a_hundred_and_thirty_at_least() => Assert.InRange(Refused.Count, 130, 1_000);

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://hooks.example.com/a?b=c")]
    [InlineData("https://example.com:443/x")]
    [InlineData("https://93.184.215.14/")]
    [InlineData("https://[2606:4700::6810:84e5]/")]
    [InlineData("https://例子.中国/")]
    [InlineData("https://[64:ff9b::5db8:d70e]/")]
    public void A_public_address_is_not(string typed) => Assert.True(OutboundAddress.Read(typed, new()).IsOk, typed);

    [Fact]
    public void The_operators_own_hosts_count_only_for_settings()
    {
        var options = new OutboundOptions { OwnHosts = ["sso.corp"] };
        var address = new Uri("https://sso.corp:8443/realms/x");

        Assert.True(OutboundAddress.Check(address, options, configured: true).IsOk);
        Assert.False(OutboundAddress.Check(address, options, configured: false).IsOk);
        Assert.False(OutboundAddress.Check(new Uri("http://sso.corp/"), options, configured: true).IsOk);
        Assert.False(OutboundAddress.Check(new Uri("https://other.corp/"), options, configured: true).IsOk);
    }

    [Fact]
    public void Ports_are_those_of_the_list()
    {
        var options = new OutboundOptions { Ports = [443, 8443] };

        Assert.True(OutboundAddress.Read("https://example.com:8443/", options).IsOk);
        Assert.Equal("outbound.port", OutboundAddress.Read("https://example.com:9000/", options).Problem!.Code);
    }
}
