namespace Portal.Web.Features.Training;

/// <summary>Marker of the texts of lessons.</summary>
public sealed class TrainingText;
