namespace Portal.Web.Features.Diagnosis;

public sealed class DiagnosisText;
