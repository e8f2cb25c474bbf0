using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Portal.Tests.Support;

/// <summary>What a browser without JavaScript does: cookies, forms with their hidden fields, no redirect followed by itself.</summary>
public sealed partial class Browsing : IDisposable
{
    private readonly HttpClient http;
    private readonly CookieContainer cookies = new();

    /// <param name="look">Sees every answer.</param>
    public Browsing(Uri address, Func<HttpResponseMessage, Task>? look = null)
    {
        http = new HttpClient(new Eye(look ?? (_ => Task.CompletedTask), cookies)) { BaseAddress = address };
    }

    public string Cookie(string name) => cookies.GetCookies(http.BaseAddress!)[name]?.Value ?? "";

    public void UseCookie(string name, string value) => cookies.Add(http.BaseAddress!, new Cookie(name, value));

    /// <summary>"zh-CN" or "en".</summary>
    public string Language { set => http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(value); }

    /// <summary>What a proxy in front would say about where the request comes from.</summary>
    public string Forwarded
    {
        set
        {
            http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            http.DefaultRequestHeaders.Add("X-Forwarded-For", value);
        }
    }

    public Task<HttpResponseMessage> Get(string path, bool asStream = false) =>
        http.GetAsync(path, asStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);

    public async Task<string> Read(string path)
    {
        var answer = await Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the page, takes the hidden fields of its first form that has all the named fields (or any form where none fits) and posts to that form's action.</summary>
    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => Post(path, null, fields);

    /// <param name="form">The @formname, where a page has several forms.</param>
    public async Task<HttpResponseMessage> Post(string path, string? form, params (string Name, string Value)[] fields)
    {
        var page = await (await Get(path)).Content.ReadAsStringAsync();
        var forms = FormPattern().Matches(page).Select(m => m.Value).Where(f => f.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase)).ToList();
        var chosen = form is not null
            ? forms.First(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal))
            : forms.FirstOrDefault(f => fields.All(n => f.Contains($"name=\"{n.Name}\"", StringComparison.Ordinal))) ?? forms.First();

        var values = HiddenPattern().Matches(chosen).Select(m => m.Value)
            .Select(tag => (Name: Attribute(tag, "name"), Value: Attribute(tag, "value")))
            .Where(f => f.Name.Length > 0 && fields.All(own => own.Name != f.Name))
            .Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value));
        var action = Attribute(ActionPattern().Match(chosen).Value, "action");
        using var body = new FormUrlEncodedContent(values);
        return await http.PostAsync(action.Length > 0 ? action : path, body);
    }

    /// <summary>Sends the one form of the page that posts to that address.</summary>
    public async Task<HttpResponseMessage> PostTo(string path, string action, params (string Name, string Value)[] fields)
    {
        var page = await (await Get(path)).Content.ReadAsStringAsync();
        var chosen = FormPattern().Matches(page).Select(m => m.Value).First(f => WebUtility.HtmlDecode(f).Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var values = HiddenPattern().Matches(chosen).Select(m => KeyValuePair.Create(Attribute(m.Value, "name"), Attribute(m.Value, "value")))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var body = new FormUrlEncodedContent(values);
        return await http.PostAsync(action, body);
    }

    /// <summary>The page as it was sent, for <see cref="PostAs"/>.</summary>
    public async Task<string> Source(string path) => await (await Get(path)).Content.ReadAsStringAsync();

    /// <summary>Sends the form with that action of a page that is on the screen already, as it stands there and with these fields.</summary>
    public async Task<HttpResponseMessage> PostAs(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = FormPattern().Matches(page).Select(m => m.Value).First(f => WebUtility.HtmlDecode(f).Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var values = HiddenPattern().Matches(form).Select(m => KeyValuePair.Create(Attribute(m.Value, "name"), Attribute(m.Value, "value")))
            .Concat(TextPattern().Matches(form).Select(m => KeyValuePair.Create(Attribute(m.Value, "name"), WebUtility.HtmlDecode(m.Groups[1].Value))))
            .Where(f => f.Key.Length > 0 && fields.All(own => own.Name != f.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var body = new FormUrlEncodedContent(values);
        return await http.PostAsync(action, body);
    }

    /// <summary>Like <see cref="Post(string, ValueTuple{string, string}[])"/>, as multipart with files.</summary>
    public async Task<HttpResponseMessage> PostFiles(string path, (string Name, string Value)[] fields, params (string Field, string FileName, byte[] Bytes)[] files)
    {
        var page = await (await Get(path)).Content.ReadAsStringAsync();
        var chosen = FormPattern().Matches(page).Select(m => m.Value).First(f => f.Contains("multipart/form-data", StringComparison.Ordinal));
        using var body = new MultipartFormDataContent();
        foreach (Match hidden in HiddenPattern().Matches(chosen))
            if (fields.All(own => own.Name != Attribute(hidden.Value, "name"))) body.Add(new StringContent(Attribute(hidden.Value, "value")), Attribute(hidden.Value, "name"));
        foreach (var (name, value) in fields) body.Add(new StringContent(value), name);
        foreach (var (field, fileName, bytes) in files) body.Add(new ByteArrayContent(bytes), field, fileName);
        var action = Attribute(ActionPattern().Match(chosen).Value, "action");
        return await http.PostAsync(action.Length > 0 ? action : path, body);
    }

    /// <summary>Answered as soon as the head is there: for what goes on and on.</summary>
    public Task<HttpResponseMessage> Open(string path) => http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    /// <param name="isStream">Answered as soon as the head is there.</param>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, bool isStream = false) =>
        http.SendAsync(request, isStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);

    /// <summary>Posts exactly these fields.</summary>
    public async Task<HttpResponseMessage> PostTo(string address, IEnumerable<(string Name, string Value)> fields, bool multipart = false)
    {
        if (!multipart)
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
            return await http.PostAsync(address, form);
        }

        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return await http.PostAsync(address, parts);
    }

    public void UseKey(string key) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex ActionPattern();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("<textarea[^>]*>\n?(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex TextPattern();

    public void Dispose() => http.Dispose();
}
