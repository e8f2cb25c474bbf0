using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.E2E.Support;

/// <summary>
/// A company's sign-in as large ones are: its description is at one address, its sign-in page at another, which leads on to a third that shows the page. For a browser
/// these are three other sites than the portal's.
/// </summary>
public sealed class ForeignSignIn : IDisposable
{
    private readonly HttpListener server = new();
    private readonly string door, page;

    public ForeignSignIn()
    {
        Authority = "http://127.0.0.1:" + FreePort();
        door = "http://127.0.0.2:" + FreePort();
        page = "http://127.0.0.3:" + FreePort();
        foreach (var address in new[] { Authority, door, page }) server.Prefixes.Add(address + "/");
        server.Start();
        _ = Serve();
    }

    public string Authority { get; }

    /// <summary>Where a person ends up.</summary>
    public string Page => page + "/sign-in";

    private async Task Serve()
    {
        try
        {
            while (true) Answer(await server.GetContextAsync());
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var answer = context.Response;
        switch (context.Request.Url!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                Write(answer, "application/json", $$"""
                    {"issuer":"{{Authority}}","authorization_endpoint":"{{door}}/authorize","token_endpoint":"{{Authority}}/token","jwks_uri":"{{Authority}}/keys",
                    "response_types_supported":["code"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
                    """);
                break;
            case "/keys":
                Write(answer, "application/json", """{"keys":[]}""");
                break;
            case "/authorize":
                answer.Redirect(Page);
                answer.Close();
                break;
            default:
                Write(answer, "text/html; charset=utf-8", "<!doctype html><title>Company</title><h1>The company's own sign-in</h1>");
                break;
        }
    }

    private static void Write(HttpListenerResponse answer, string type, string text)
    {
        answer.ContentType = type;
        answer.Close(Encoding.UTF8.GetBytes(text), willBlock: false);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose() => server.Close();
}
