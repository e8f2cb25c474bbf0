using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Portal.Web.Features.Playbooks;

/// <summary>playbook.yaml and symptoms.yaml as text, turned into a <see cref="Playbook"/>. StarterPack/README.md explains every field.</summary>
public static class PlaybookYaml
{
    /// <returns>Problem "playbook.unreadable" with what is wrong and where, or "playbook.word" with the id, the field and the word that is not one of its words.</returns>
    public static Result<Playbook> Read(string playbookYaml, string symptomsYaml, int version)
    {
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
            var book = yaml.Deserialize<PlaybookFile>(playbookYaml);
            var symptoms = yaml.Deserialize<List<SymptomFile>>(symptomsYaml);
            return new Playbook(
                book.Id, version,
                [.. book.Causes.Select(ToCause)], [.. book.Checks.Select(ToCheck)], [.. book.Fixes.Select(ToFix)],
                [.. symptoms.Select(ToSymptom).OrderBy(s => s.Order)]);
        }
        catch (YamlException unreadable)
        {
            return new Problem("playbook.unreadable", unreadable.Start.Line, unreadable.InnerException?.Message ?? unreadable.Message);
        }
        catch (UnknownWordException unknown)
        {
            return new Problem("playbook.word", unknown.Id, unknown.Where, unknown.Word);
        }
    }

    private static Cause ToCause(CauseFile f) => new(
        f.Id, Word<CauseGroup>(f.Id, "group", f.Group), Word<WhoActs>(f.Id, "who_acts", f.WhoActs), Word<Scope>(f.Id, "scope", f.Scope),
        f.Title.Read(), f.Text.Read(), f.Lessons ?? [], f.Faq ?? [],
        [.. (f.Codes ?? []).Select(c => new CodePointer(c.Code ?? "", Word<Strength>(f.Id, "strength", c.Strength), c.Share, c.Since))],
        [.. (f.Symptoms ?? []).Select(s => new SymptomPointer(s.Symptom ?? "", Word<Strength>(f.Id, "strength", s.Strength), s.Share, s.Since))],
        [.. (f.Evidence ?? []).Select(e => new EvidencePointer(e.Key ?? "", Word<Strength>(f.Id, "strength", e.Strength)))]);

    private static Check ToCheck(CheckFile f) => new(
        f.Id, f.CostSeconds, f.Title.Read(), f.Body.Read(), f.Why.Read(),
        [.. (f.Options ?? []).Select(o => new CheckOption(
            o.Id, o.Text.Read(), [.. (o.Effects ?? []).Select(e => new Effect(e.Cause ?? "", Word<Strength>(f.Id, "strength", e.Strength)))]))],
        [.. (f.KnownFrom ?? []).Select(k => new KnownFrom(k.Evidence, k.Option))]);

    private static Fix ToFix(FixFile f) => new(
        f.Id, f.CostSeconds, Word<FixBy>(f.Id, "who", f.Who), Word<FixRisk>(f.Id, "risk", f.Risk), f.TryAgain, f.OtherCard,
        f.Title.Read(), f.Body.Read(), f.Why.Read(),
        [.. (f.Cures ?? []).Select(c => new Cure(c.Cause ?? "", Word<Chance>(f.Id, "chance", c.Chance)))],
        f.ContactAcquirer, f.ForbiddenCodes ?? []);

    private static Symptom ToSymptom(SymptomFile f) => new(
        f.Id, f.Order, f.Title.Read(), f.Text.Read(), Word<Reached>(f.Id, "reached", f.Reached), f.DoFirst.Read(), Word<SymptomEnds>(f.Id, "who_ends", f.WhoEnds));

    /// <summary>"rules-out" is <c>RulesOut</c>.</summary>
    private static T Word<T>(string id, string field, string? word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Kebab.Of(value) == word) return value;
        throw new UnknownWordException(id, field, word ?? "");
    }

    private static LocalizedText Read(this TextFile? text) => text is null ? LocalizedText.Empty : new(text.Zh?.Trim() ?? "", text.En?.Trim() ?? "");

    private sealed class UnknownWordException(string id, string where, string word) : Exception
    {
        public string Id => id;
        public string Where => where;
        public string Word => word;
    }
}
