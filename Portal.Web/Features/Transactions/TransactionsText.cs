namespace Portal.Web.Features.Transactions;

/// <summary>Marker of the texts about one transaction: outcome, verdict, reason, what to say.</summary>
public sealed class TransactionsText;
