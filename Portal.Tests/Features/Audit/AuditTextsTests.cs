using System.Reflection;
using System.Xml.Linq;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Tests.House;
using Portal.Web.Features.Audit;

namespace Portal.Tests.Features.Audit;

public class AuditTextsTests
{
    private static Dictionary<string, string> Texts(string file) => XDocument.Load(Path.Combine(SourceTree.Root, "Portal.Web/Features/Audit", file)).Root!
        .Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    [Theory]
    [InlineData("AuditText.resx")]
    [InlineData("AuditText.en.resx")]
    public void Every_kind_of_event_has_a_sentence_made_of_what_the_event_says(string file)
    {
        var texts = Texts(file);
        var problems = new List<string>();
        foreach (var kind in AuditKinds.Types)
        {
            if (!texts.TryGetValue("Event." + kind.Name, out var sentence))
            {
                problems.Add($"{kind.Name}: write its sentence as Event.{kind.Name} into Portal.Web/Features/Audit/{file}");
                continue;
            }

            var properties = kind.GetProperties().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            problems.AddRange(AuditWords.Blank().Matches(sentence).Select(m => m.Groups[1].Value).Where(blank => !properties.Contains(blank)).Select(blank => $"{kind.Name} has no {blank}"));
        }

        problems.AddRange(texts.Keys.Where(k => k.StartsWith("Event.", StringComparison.Ordinal) && !AuditKinds.All.Contains(k["Event.".Length..])).Select(k => $"{k} is no event any more"));
        problems.AddRange(Records.All.Where(what => !texts.ContainsKey("Subject." + what)).Select(what => $"Subject.{what} is missing"));
        Assert.Empty(problems);
    }

    /// <summary>What is kept for good must not be what people typed, nor anything secret. Short names that administrators give to things are fine.</summary>
    [Fact]
    public void No_event_carries_free_text_secrets_or_what_is_personal()
    {
        string[] allowed = ["ApiKeyAdded.Name", "ApiKeyRevoked.Name"];
        string[] suspicious = ["Name", "Mail", "Email", "Phone", "Text", "Message", "Reason", "Password", "Token", "Secret", "Code", "Hash", "Address", "Body"];

        var found = AuditKinds.Types.SelectMany(kind => kind.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(string))
                .Where(p => suspicious.Any(word => p.Name.EndsWith(word, StringComparison.Ordinal))).Select(p => $"{kind.Name}.{p.Name}"))
            .Except(allowed);

        Assert.Empty(found);
    }

    [Fact]
    public void Every_event_says_whose_it_is_the_way_readers_look_for_it() => Assert.Empty(AuditKinds.Types
        .Where(kind => kind.GetProperty("MerchantId") is not null && kind.GetProperty(nameof(PortalEvent.Merchant))!.DeclaringType == typeof(PortalEvent)).Select(kind => kind.Name));
}
