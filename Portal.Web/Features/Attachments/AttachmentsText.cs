namespace Portal.Web.Features.Attachments;

/// <summary>Marker of this feature's texts.</summary>
public sealed class AttachmentsText;
