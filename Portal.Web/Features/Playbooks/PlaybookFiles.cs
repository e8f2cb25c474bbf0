namespace Portal.Web.Features.Playbooks;

// The shapes of playbook.yaml and symptoms.yaml: what stands in the file, word for word. StarterPack/README.md explains every field.

internal sealed class TextFile
{
    public string? Zh { get; set; }
    public string? En { get; set; }
}

internal sealed class PlaybookFile
{
    public string Id { get; set; } = "";
    public List<CauseFile> Causes { get; set; } = [];
    public List<CheckFile> Checks { get; set; } = [];
    public List<FixFile> Fixes { get; set; } = [];
}

internal sealed class CauseFile
{
    public string Id { get; set; } = "";
    public string Group { get; set; } = "";
    public string WhoActs { get; set; } = "";
    public string Scope { get; set; } = "";
    public TextFile? Title { get; set; }
    public TextFile? Text { get; set; }
    public List<string>? Lessons { get; set; }
    public List<string>? Faq { get; set; }
    public List<PointerFile>? Codes { get; set; }
    public List<PointerFile>? Symptoms { get; set; }
    public List<PointerFile>? Evidence { get; set; }
}

internal sealed class PointerFile
{
    public string? Code { get; set; }
    public string? Symptom { get; set; }
    public string? Key { get; set; }
    public string? Cause { get; set; }
    public string? Strength { get; set; }
    public string? Chance { get; set; }

    /// <summary>What cases have taught, in place of the strength's own number.</summary>
    public double? Share { get; set; }

    /// <summary>The version that adopted it.</summary>
    public int? Since { get; set; }
}

internal sealed class CheckFile
{
    public string Id { get; set; } = "";
    public int CostSeconds { get; set; }
    public TextFile? Title { get; set; }
    public TextFile? Body { get; set; }
    public TextFile? Why { get; set; }
    public List<OptionFile>? Options { get; set; }
    public List<KnownFile>? KnownFrom { get; set; }
}

internal sealed class OptionFile
{
    public string Id { get; set; } = "";
    public TextFile? Text { get; set; }
    public List<PointerFile>? Effects { get; set; }
}

internal sealed class KnownFile
{
    public string Evidence { get; set; } = "";
    public string Option { get; set; } = "";
}

internal sealed class FixFile
{
    public string Id { get; set; } = "";
    public int CostSeconds { get; set; }
    public string Who { get; set; } = "";
    public string Risk { get; set; } = "";
    public bool TryAgain { get; set; }
    public bool OtherCard { get; set; }
    public TextFile? Title { get; set; }
    public TextFile? Body { get; set; }
    public TextFile? Why { get; set; }
    public List<PointerFile>? Cures { get; set; }
    public bool ContactAcquirer { get; set; }
    public List<string>? ForbiddenCodes { get; set; }
}

internal sealed class SymptomFile
{
    public string Id { get; set; } = "";
    public int Order { get; set; }
    public TextFile? Title { get; set; }
    public TextFile? Text { get; set; }
    public string Reached { get; set; } = "";
    public TextFile? DoFirst { get; set; }
    public string WhoEnds { get; set; } = "";
}
