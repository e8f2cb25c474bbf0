namespace Portal.Web.Features.Playbooks;

/// <summary>Marker of the sentences of problems with playbooks.</summary>
public sealed class PlaybooksText;
