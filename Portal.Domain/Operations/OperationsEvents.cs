using Portal.Domain.Common;

namespace Portal.Domain.Operations;

/// <summary>The whole database was written into a file.</summary>
public sealed record BackupMade : PortalEvent
{
    public override string Subject => "database";
}

/// <summary>This database was put in the place of another.</summary>
public sealed record BackupRestored : PortalEvent
{
    public override string Subject => "database";
}

/// <summary>Keys of the ring that no installation key opened any more were taken away.</summary>
public sealed record KeyRingForgotten(int Keys) : PortalEvent
{
    public override string Subject => "key ring";
}
