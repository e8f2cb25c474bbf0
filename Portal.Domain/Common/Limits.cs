namespace Portal.Domain.Common;

/// <summary>Every limit the portal keeps, named once.</summary>
public static class Limits
{
    public const int FeedRowBytes = 64 * 1024;
    public const long FeedFileBytes = 1024L * 1024 * 1024;
    public const int FeedRowsPerRequest = 20_000;
    public const int RejectedRowDays = 30;

    public const int MessageLength = 4_000;
    public const int SubjectLength = 160;
    public const int ReasonLength = 500;
    public const int NameLength = 120;

    public const int AttachmentBytes = 10 * 1024 * 1024;
    public const int AttachmentsPerMessage = 5;
    public const int AttachmentPixels = 50_000_000;
    public const int AttachmentSide = 2_400;

    public const int PasswordLength = 12;
    public const int PasswordMaxLength = 128;
    public const int InvitationHours = 24;
    public const int InvitationMaxDays = 7;
    public const int EmailLength = 254;
    public const int ResetMinutes = 60;

    /// <summary>How long the staff may see a merchant's pages at a time, and how much of a reason they give.</summary>
    public const int VisitMinutes = 30;

    public const int VisitReasonLeast = 10;
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512; older hashes are made anew at the next sign-in.</summary>
    public const int PasswordRounds = 210_000;

    public const int SecondStepMinutes = 10;
    public const int RecoveryCodes = 10;
    public const int PasskeysPerPerson = 10;
    public const int PasskeyNameLength = 60;

    public const int CustomerCardDays = 7;
    public const int CustomerCardsOpen = 20;

    /// <summary>Somebody who opens the same thing again within so many minutes is taken down once.</summary>
    public const int ReadAgainMinutes = 5;

    public const int SearchLength = 100;
    public const int LookupHalfWidthMinutes = 30;
    public const int LookupCandidates = 20;
    public const int ClockDriftMinutes = 10;

    /// <summary>Open pages that follow themselves: of one person, and of one process together.</summary>
    public const int LiveStreamsPerUser = 8;

    public const int LiveStreams = 1_000;

    /// <summary>Of one request, where its endpoint does not say otherwise; a form of uploads; a report of the content policy.</summary>
    public const long RequestBytes = 512 * 1024;

    public const long UploadRequestBytes = 100L * 1024 * 1024;
    public const int ReportBytes = 16 * 1024;

    public const int RequestLineBytes = 8 * 1024;
    public const int RequestHeaderBytes = 16 * 1024;
    public const int RequestHeaders = 64;
    public const int QueryLength = 4_000;
    public const int JsonDepth = 16;

    public const int FormFields = 200;
    public const int FormKeyLength = 200;
    public const int FormValueLength = 64 * 1024;

    /// <summary>All photos one merchant may have lying here together.</summary>
    public const long MerchantAttachmentBytes = 5L * 1024 * 1024 * 1024;

    /// <summary>Of an answer to a request the portal itself made.</summary>
    public const int OutboundBytes = 64 * 1024;

    /// <summary>Sign-ins an administrator sees at once.</summary>
    public const int SignInsListed = 100;
}
