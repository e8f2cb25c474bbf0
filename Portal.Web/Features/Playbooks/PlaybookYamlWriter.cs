using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace Portal.Web.Features.Playbooks;

/// <summary>
/// A playbook as the two files people read, compare and edit; <see cref="PlaybookYaml.Read"/> gives the same playbook back. The version is not part of the
/// files: publishing gives the next one.
/// </summary>
public static class PlaybookYamlWriter
{
    /// <summary>playbook.yaml.</summary>
    public static string Write(Playbook playbook) => Yaml().Serialize(new PlaybookFile
    {
        Id = playbook.Id,
        Causes = [.. playbook.Causes.Select(Of)],
        Checks = [.. playbook.Checks.Select(Of)],
        Fixes = [.. playbook.Fixes.Select(Of)],
    });

    /// <summary>symptoms.yaml.</summary>
    public static string WriteSymptoms(Playbook playbook) => Yaml().Serialize(playbook.Symptoms.Select(Of).ToList());

    private static ISerializer Yaml() => new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitEmptyCollections | DefaultValuesHandling.OmitDefaults)
        .WithEventEmitter(next => new OneLinePointers(next))
        .WithQuotingNecessaryStrings()
        .WithMaximumRecursion(20)
        .DisableAliases()
        .Build();

    private static CauseFile Of(Cause c) => new()
    {
        Id = c.Id,
        Group = Kebab.Of(c.Group),
        WhoActs = Kebab.Of(c.WhoActs),
        Scope = Kebab.Of(c.Scope),
        Title = Of(c.Title),
        Text = Of(c.Text),
        Lessons = [.. c.Lessons],
        Faq = [.. c.Faq],
        Codes = [.. c.Codes.Select(p => new PointerFile { Code = p.Code, Strength = Kebab.Of(p.Strength), Share = p.Share, Since = p.Since })],
        Symptoms = [.. c.Symptoms.Select(p => new PointerFile { Symptom = p.Symptom, Strength = Kebab.Of(p.Strength), Share = p.Share, Since = p.Since })],
        Evidence = [.. c.Evidence.Select(p => new PointerFile { Key = p.Key, Strength = Kebab.Of(p.Strength) })],
    };

    private static CheckFile Of(Check c) => new()
    {
        Id = c.Id,
        CostSeconds = c.CostSeconds,
        Title = Of(c.Title),
        Body = Of(c.Body),
        Why = Of(c.Why),
        Options =
        [
            .. c.Options.Select(o => new OptionFile
            {
                Id = o.Id,
                Text = Of(o.Text),
                Effects = [.. o.Effects.Select(e => new PointerFile { Cause = e.Cause, Strength = Kebab.Of(e.Strength) })],
            }),
        ],
        KnownFrom = [.. c.KnownFrom.Select(k => new KnownFile { Evidence = k.Evidence, Option = k.Option })],
    };

    private static FixFile Of(Fix f) => new()
    {
        Id = f.Id,
        CostSeconds = f.CostSeconds,
        Who = Kebab.Of(f.Who),
        Risk = Kebab.Of(f.Risk),
        TryAgain = f.TryAgain,
        OtherCard = f.OtherCard,
        Title = Of(f.Title),
        Body = Of(f.Body),
        Why = Of(f.Why),
        Cures = [.. f.Cures.Select(c => new PointerFile { Cause = c.Cause, Chance = Kebab.Of(c.Chance) })],
        ContactAcquirer = f.ContactAcquirer,
        ForbiddenCodes = [.. f.ForbiddenCodes],
    };

    private static SymptomFile Of(Symptom s) => new()
    {
        Id = s.Id,
        Order = s.Order,
        Title = Of(s.Title),
        Text = Of(s.Text),
        Reached = Kebab.Of(s.Reached),
        DoFirst = Of(s.DoFirst),
        WhoEnds = Kebab.Of(s.WhoEnds),
    };

    private static TextFile? Of(LocalizedText text) => text == LocalizedText.Empty ? null : new() { Zh = text.Zh, En = text.En };

    /// <summary><c>- {code: "51", strength: typical}</c>: a line each, so that a changed strength is a changed line.</summary>
    private sealed class OneLinePointers(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(MappingStartEventInfo info, IEmitter emitter)
        {
            if (info.Source.Type == typeof(PointerFile) || info.Source.Type == typeof(KnownFile)) info.Style = MappingStyle.Flow;
            base.Emit(info, emitter);
        }
    }
}
