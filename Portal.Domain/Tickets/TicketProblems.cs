using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

public static class TicketProblems
{
    public static readonly Problem TextMissing = new Problem("ticket-text-missing").For("text");
    public static readonly Problem TextTooLong = new Problem("ticket-text-too-long", Limits.MessageLength).For("text");
    public static readonly Problem SubjectMissing = new Problem("ticket-subject-missing").For("subject");
    public static readonly Problem SubjectTooLong = new Problem("ticket-subject-too-long", Limits.SubjectLength).For("subject");
    public static readonly Problem ReasonMissing = new Problem("ticket-reason-missing").For("reason");
    public static readonly Problem ReasonTooLong = new Problem("ticket-reason-too-long", Limits.ReasonLength).For("reason");
    public static readonly Problem AlreadyResolved = new("ticket-resolved");
    public static readonly Problem NotResolved = new("ticket-not-resolved");
    public static readonly Problem LessonAttached = new("ticket-lesson-attached");
    public static readonly Problem AssigneeUnknown = new Problem("ticket-assignee-unknown").For("assignee");
}
