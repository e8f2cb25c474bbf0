namespace Portal.Web.Hosting;

/// <summary>The portal must not start like this. Its message is one sentence for the operator: what is wrong and what to do.</summary>
public sealed class StartException(string sentence) : Exception(sentence);
