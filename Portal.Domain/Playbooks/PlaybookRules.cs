using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

/// <summary>What must hold before a playbook is published: ids resolve and are unique, both languages are there, every question can be left unanswered.</summary>
/// <remarks>Problem codes: "playbook." and the rule; the first argument is always the id of the cause, check, fix or symptom it is about.</remarks>
public static partial class PlaybookRules
{
    /// <summary>Ids that steps have of themselves; no check or fix may use them.</summary>
    private static readonly HashSet<string> Reserved = ["wait", "ask-a-person"];

    /// <param name="isKnownCode">Whether the catalogue has "51" in some scheme or "unionpay/38" in one; null: codes are not looked at.</param>
    public static IReadOnlyList<Problem> Problems(Playbook playbook, Func<string, bool>? isKnownCode = null)
    {
        var problems = new List<Problem>();
        var causes = playbook.Causes.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var symptoms = playbook.Symptoms.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var evidence = EvidenceKeys.All.ToHashSet(StringComparer.Ordinal);

        Unique(playbook.Causes.Select(c => c.Id));
        Unique(playbook.Symptoms.Select(s => s.Id));
        Unique(playbook.Checks.Select(c => c.Id).Concat(playbook.Fixes.Select(f => f.Id)).Concat(Reserved));

        foreach (var cause in playbook.Causes)
        {
            Both(cause.Id, cause.Title, cause.Text);
            foreach (var s in cause.Symptoms) if (!symptoms.Contains(s.Symptom)) Add("unknown-symptom", cause.Id, s.Symptom);
            foreach (var e in cause.Evidence) if (!evidence.Contains(e.Key)) Add("unknown-evidence", cause.Id, e.Key);
            foreach (var c in cause.Codes) if (!c.IsEveryCode && isKnownCode?.Invoke(c.Code) == false) Add("unknown-code", cause.Id, c.Code);
        }

        foreach (var check in playbook.Checks)
        {
            Both(check.Id, check.Title, check.Why);
            Both(check.Id, [.. check.Options.Select(o => o.Text)]);
            if (check.Body != LocalizedText.Empty) Both(check.Id, check.Body);
            if (check.CostSeconds <= 0) Add("cost-missing", check.Id);
            if (check.Options.Count < 2) Add("too-few-options", check.Id);
            if (check.Option(Playbooks.Check.DontKnow) is not { Effects.Count: 0 }) Add("dont-know-missing", check.Id);
            if (check.Options.DistinctBy(o => o.Id).Count() != check.Options.Count) Add("option-twice", check.Id);
            foreach (var e in check.Options.SelectMany(o => o.Effects)) if (!causes.Contains(e.Cause)) Add("unknown-cause", check.Id, e.Cause);
            foreach (var known in check.KnownFrom)
            {
                if (!evidence.Contains(known.Evidence)) Add("unknown-evidence", check.Id, known.Evidence);
                if (check.Option(known.Option) is null) Add("unknown-option", check.Id, known.Option);
            }
        }

        foreach (var fix in playbook.Fixes)
        {
            Both(fix.Id, fix.Title, fix.Body, fix.Why);
            if (fix.CostSeconds <= 0) Add("cost-missing", fix.Id);
            if (fix.Cures.Count == 0) Add("cures-nothing", fix.Id);
            foreach (var cure in fix.Cures) if (!causes.Contains(cure.Cause)) Add("unknown-cause", fix.Id, cure.Cause);
        }

        foreach (var symptom in playbook.Symptoms) Both(symptom.Id, symptom.Title, symptom.Text, symptom.DoFirst);

        return problems;

        void Add(string rule, params object[] args) => problems.Add(new Problem("playbook." + rule, args));

        void Both(string id, params LocalizedText[] texts)
        {
            if (texts.Any(t => string.IsNullOrWhiteSpace(t.Zh) || string.IsNullOrWhiteSpace(t.En))) Add("language-missing", id);
        }

        void Unique(IEnumerable<string> ids)
        {
            foreach (var same in ids.GroupBy(id => id, StringComparer.Ordinal))
            {
                if (same.Count() > 1) Add("id-twice", same.Key);
                if (!KebabCase().IsMatch(same.Key)) Add("id-form", same.Key);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex KebabCase();
}
