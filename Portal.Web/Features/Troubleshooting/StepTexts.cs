using System.Globalization;
using System.Resources;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>What a step says: from the playbook for checks and fixes, from the feature's own texts for waiting and handing over. Both languages at once.</summary>
public static class StepTexts
{
    private static readonly ResourceManager Texts = new(typeof(TroubleshootingText));
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    public static LocalizedText Title(Step step, Verdict verdict) => step switch
    {
        { Check: { } check } => check.Title,
        { Kind: StepKind.Fix, Fix: { } fix } => fix.Title,
        { Kind: StepKind.Wait } => Own("Wait.Title." + verdict.Because, "Wait.Title"),
        { Fix: { } theirs } => theirs.Title,
        _ => Own("Escalate.Title"),
    };

    public static LocalizedText Body(Step step, Verdict verdict) => step switch
    {
        { Check: { } check } => check.Body,
        { Kind: StepKind.Fix, Fix: { } fix } => fix.Body,
        { Kind: StepKind.Wait } => Own("Wait.Body." + verdict.Because, "Wait.Body"),
        { Fix: { } theirs } => theirs.Body,
        _ => Own("Escalate.Body." + step.Because.Reason, "Escalate.Body"),
    };

    public static LocalizedText Why(Step step) => step switch
    {
        { Check: { } check } => check.Why,
        { Fix: { } fix } => fix.Why,
        _ => Own("Why." + step.Because.Reason),
    };

    /// <summary>Why this comes now, naming the causes; null where <see cref="Why"/> says it.</summary>
    public static LocalizedText? WhyNow(Step step, Playbook playbook)
    {
        if (step.Kind is not (StepKind.Check or StepKind.Fix)) return null;
        var titles = step.Because.Causes.Select(playbook.Cause).OfType<Cause>().Select(c => c.Title).Take(2).ToArray();
        if (titles.Length == 0) return null;
        var reason = (step.Because.Reason, titles.Length) switch { ("tells-apart", 1) => "tells-whether", ("fits-several", 1) => "worth-a-try", var (told, _) => told };
        var form = Own("Because." + reason);
        return new(string.Format(Chinese, form.Zh, [.. titles.Select(t => t.Zh)]), string.Format(English, form.En, [.. titles.Select(t => t.En)]));
    }

    /// <summary>The text of an answer.</summary>
    public static LocalizedText Option(Step step, string option) => step.Check?.Option(option)?.Text ?? Own($"Option.{step.Kind}.{option}", "Option." + option);

    /// <summary>Every answer ever given, in that order, each in the words of the playbook it was given under.</summary>
    public static IReadOnlyList<WalkedStep> Walked(SessionView view) =>
        [.. view.Session.Answers.OrderBy(a => a.At).ThenBy(a => a.Position).Select(a => Walked(view.Versions.GetValueOrDefault(a.PlaybookVersion, view.Playbook), a))];

    private static WalkedStep Walked(Playbook playbook, SessionAnswer answer)
    {
        var title = TitleOf(playbook, answer.StepId) ?? Own(answer.Kind == StepKind.Wait ? "Wait.Title" : "Escalate.Title");
        var text = playbook.Check(answer.StepId)?.Option(answer.Option)?.Text ?? Own($"Option.{answer.Kind}.{answer.Option}", "Option." + answer.Option);
        return new(answer.StepId, answer.Kind, title, answer.Option, text, answer.At, answer.By, !answer.Counts);
    }

    /// <returns>Null: neither a check nor a fix of this playbook.</returns>
    public static LocalizedText? TitleOf(Playbook playbook, string step) => playbook.Check(step)?.Title ?? playbook.Fix(step)?.Title;

    /// <returns>The text of an answer to a check or fix; null where there is none.</returns>
    public static LocalizedText? AnswerOf(Playbook playbook, string step, string option) =>
        playbook.Check(step)?.Option(option)?.Text ?? (Texts.GetString("Option." + option, Chinese) is null ? null : Own("Option." + option));

    private static LocalizedText Own(string key, string? otherwise = null) =>
        Texts.GetString(key, Chinese) is { } zh ? new(zh, Texts.GetString(key, English) ?? zh)
        : otherwise is null ? new(key, key) : Own(otherwise);
}
