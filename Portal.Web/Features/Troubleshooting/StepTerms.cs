using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>The steps and answers of a walk in the words of the playbook in use. A step that is in it no more keeps its id.</summary>
public sealed class StepTerms(Knowledge knowledge) : IEventTerms
{
    private static readonly Dictionary<string, LocalizedText> None = [];

    public async ValueTask<IReadOnlyDictionary<string, LocalizedText>> For(string kind, Func<string, string?> property, CancellationToken cancel)
    {
        const string step = nameof(TroubleshootingAnswered.StepId), option = nameof(TroubleshootingAnswered.Option);
        if (!kind.StartsWith("Troubleshooting", StringComparison.Ordinal) || property(step) is not { } id || await knowledge.Playbook(cancel) is not { } playbook) return None;

        var terms = new Dictionary<string, LocalizedText>();
        if (StepTexts.TitleOf(playbook, id) is { } title) terms[step] = title;
        if (property(option) is { } answer && StepTexts.AnswerOf(playbook, id, answer) is { } said) terms[option] = said;
        return terms;
    }
}
