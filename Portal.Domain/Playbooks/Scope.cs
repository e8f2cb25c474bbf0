namespace Portal.Domain.Playbooks;

/// <summary>Where a fault sits.</summary>
public enum Scope { Unknown, Card, Terminal, Line, MerchantAccount, BankWide }
