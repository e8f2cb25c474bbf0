using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.CustomerCards;
using Portal.Domain.Devices;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Domain.Playbooks;
using Portal.Domain.Privacy;
using Portal.Domain.SignIn;
using Portal.Domain.Tickets;
using Portal.Domain.Training;
using Portal.Domain.Troubleshooting;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.Privacy;

/// <summary>One file of the copy somebody gets of what is kept of them: a JSON array, written row by row as it is read.</summary>
/// <param name="Name">Of the file, and key of what the read-me says of it: <c>File.&lt;name&gt;</c>.</param>
internal sealed record PersonPart(string Name, Func<PortalDb, Stream, JsonSerializerOptions, CancellationToken, Task> Write)
{
    public static PersonPart Of<T>(string name, Func<PortalDb, IQueryable<T>> rows) =>
        new(name, (db, to, form, cancel) => JsonSerializer.SerializeAsync(to, rows(db).AsAsyncEnumerable(), form, cancel));
}

/// <summary>
/// What is kept of one person, without what is others': of a conversation what they wrote, of the trail what they did and what was done to them. Secrets
/// (hashes, seeds, keys) tell nobody anything and are left out.
/// </summary>
internal static class PersonParts
{
    public static IReadOnlyList<PersonPart> Of(UserId id)
    {
        UserId? them = id;
        var user = id.Value;
        return
        [
            PersonPart.Of("account", db => db.Users.Where(u => u.Id == user).Select(u => new
            {
                u.Id,
                u.Name,
                SignInName = u.UserName,
                Mail = u.Email,
                MailConfirmed = u.EmailConfirmed,
                u.Role,
                Merchant = db.Merchants.Where(m => m.Id == u.MerchantId).Select(m => m.Name).FirstOrDefault(),
                Language = u.Culture,
                u.CreatedAt,
                u.DisabledAt,
                u.RemovedAt,
                HasPassword = u.PasswordHash != null,
                u.TwoFactorEnabled,
                LockedUntil = u.LockoutEnd,
            })),
            PersonPart.Of("stores", db => db.Stores.Where(s => db.Set<PortalUserStore>().Any(own => own.UserId == user && own.StoreId == s.Id)).OrderBy(s => s.Number).Select(s => new { s.Number, s.Name })),
            PersonPart.Of("authenticators", db => db.Set<Authenticator>().Where(a => a.UserId == id).Select(a => new { a.AddedAt })),
            PersonPart.Of("passkeys", db => db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user).Select(p => new { p.Data.Name, p.Data.CreatedAt })),
            PersonPart.Of("recovery-codes", db => db.Set<RecoveryCode>().Where(c => c.UserId == id).Select(c => new { c.UsedAt })),
            PersonPart.Of("company-sign-ins", db => db.UserLogins.Where(l => l.UserId == user).Select(l => new { Provider = l.LoginProvider, Subject = l.ProviderKey })),
            PersonPart.Of("sign-ins", db => db.Set<DeviceSignIn>().Where(s => s.Person == id).OrderBy(s => s.StartedAt)
                .Select(s => new { s.Browser, s.System, s.Address, s.Way, s.Remembered, s.StartedAt, s.SeenAt, s.EndsAt, s.EndedAt, s.EndedWhy })),
            PersonPart.Of("invitations", db => db.Set<Invitation>().Where(i => i.Person == id || i.MadeBy == them).OrderBy(i => i.MadeAt)
                .Select(i => new { ForYou = i.Person == id, ByYou = i.MadeBy == them, i.MadeAt, i.ExpiresAt, i.TakenAt, i.CancelledAt })),
            PersonPart.Of("tickets", db => db.Set<Ticket>().Where(t => t.OpenedBy == them || t.AssigneeId == them).OrderBy(t => t.Number)
                .Select(t => new { Ticket = TicketNumber.Show(t.Number), t.Subject, t.Status, OpenedByYou = t.OpenedBy == them, AssignedToYou = t.AssigneeId == them, t.OpenedAt })),
            PersonPart.Of("messages", db => db.Set<Message>().Where(m => m.AuthorId == them).OrderBy(m => m.At)
                .Select(m => new
                {
                    Ticket = TicketNumber.Show(db.Set<Ticket>().Where(t => t.Id == m.TicketId).Select(t => t.Number).FirstOrDefault()),
                    m.No,
                    m.Kind,
                    m.Happened,
                    // To whom a ticket was given is somebody else's name.
                    Text = m.AboutId == null || m.AboutId == them ? m.Text : null,
                    m.At,
                })),
            PersonPart.Of("drafts", db => db.Set<Draft>().Where(d => d.UserId == id).OrderBy(d => d.SavedAt)
                .Select(d => new { Ticket = TicketNumber.Show(db.Set<Ticket>().Where(t => t.Id == d.TicketId).Select(t => t.Number).FirstOrDefault()), d.Kind, d.Text, d.SavedAt })),
            PersonPart.Of("read-marks", db => db.Set<SeenMark>().Where(s => s.UserId == id).OrderBy(s => s.At)
                .Select(s => new { Ticket = TicketNumber.Show(db.Set<Ticket>().Where(t => t.Id == s.TicketId).Select(t => t.Number).FirstOrDefault()), UpToMessage = s.UpTo, s.At })),
            PersonPart.Of("lessons-attached", db => db.Set<AttachedLesson>().Where(l => l.By == them).OrderBy(l => l.At).Select(l => new { Lesson = l.Slug, l.At })),
            PersonPart.Of("sessions", db => db.Set<TroubleshootingSession>().Where(s => s.StartedBy == them).OrderBy(s => s.StartedAt)
                .Select(s => new { Id = s.Id.Value, Terminal = s.TerminalNumber, s.Symptom, s.ClaimedAt, s.ClaimedAmount, s.Status, s.StartedAt, s.EndedAt })),
            PersonPart.Of("answers", db => db.Set<SessionAnswer>().Where(a => a.By == them).OrderBy(a => a.At)
                .Select(a => new { Session = a.SessionId.Value, Step = a.StepId, a.Kind, Answer = a.Option, a.At, a.SupersededAt })),
            PersonPart.Of("customer-cards", db => db.Set<CustomerCard>().Where(c => c.MadeBy == them).OrderBy(c => c.MadeAt).Select(c => new { c.MadeAt, c.ExpiresAt, c.RevokedAt })),
            PersonPart.Of("lessons", db => db.Set<Acknowledgement>().Where(a => a.Person == id).OrderBy(a => a.At)
                .Select(a => new { Lesson = a.Slug, Version = a.LessonVersion, Ticket = a.TicketNumber == null ? null : TicketNumber.Show(a.TicketNumber.Value), SignedAt = a.At })),
            PersonPart.Of("visits", db => db.Set<Visit>().Where(v => v.By == id).OrderBy(v => v.StartedAt)
                .Select(v => new { Merchant = db.Merchants.Where(m => m.Id == v.MerchantId).Select(m => m.Name).FirstOrDefault(), v.Reason, v.StartedAt, v.EndedAt })),
            PersonPart.Of("holds", db => db.Set<TicketHold>().Where(h => h.By == them).OrderBy(h => h.At).Select(h => new { Ticket = TicketNumber.Show(h.Number), h.At })),
            PersonPart.Of("playbooks", db => db.Set<PlaybookVersion>().Where(p => p.PublishedBy == them).OrderBy(p => p.PublishedAt).Select(p => new { Playbook = p.PlaybookId, Version = p.Number, p.PublishedAt })),
        ];
    }
}
