using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.SignIn;

namespace Portal.Web.Features.Factors;

/// <summary>The code or recovery code after the password: ten tries, each code once.</summary>
public sealed class TakeSecondFactor(SecondStep secondStep, ProveFactor prove, Door door, RecoveryCodes recovery, DoorMails mails, PortalDb db)
{
    public async Task<Result> Run(string? typed, bool isRecovery, CancellationToken cancel)
    {
        if (await door.Knock(cancel) is { } tooMany) return tooMany;
        if (await secondStep.Find() is not { } waiting) return new Problem("second-step-over");

        var proved = await prove.Run(waiting.User, typed, isRecovery, cancel);
        if (!proved.IsOk) return proved;

        if (isRecovery)
        {
            db.Raise(new RecoveryCodeUsed(Door.IdOf(waiting.User), waiting.User.MerchantId, await recovery.Left(new UserId(waiting.User.Id), cancel)));
            await mails.Tell(waiting.User, "RecoveryCodeUsed", cancel);
        }

        await secondStep.Finish(waiting.User, waiting.Remember, (waiting.ByCompany, isRecovery) switch
        {
            (false, false) => WayIn.PasswordAndCode,
            (false, true) => WayIn.PasswordAndRecoveryCode,
            (true, false) => WayIn.CompanyAndCode,
            (true, true) => WayIn.CompanyAndRecoveryCode,
        }, cancel);
        return Result.Ok;
    }
}

/// <summary>Looks at a code or recovery code of somebody known: ten wrong ones, and none is looked at for half an hour.</summary>
public sealed class ProveFactor(Codes codes, RecoveryCodes recovery, Door door, DoorMails mails)
{
    public async Task<Result> Run(PortalUser user, string? typed, bool isRecovery, CancellationToken cancel)
    {
        var id = new UserId(user.Id);
        var code = isRecovery ? TypedCode.Recovery(typed) : TypedCode.Six(typed);
        // What is no code at all is no guess either.
        if (code is null) return new Problem(isRecovery ? "recovery-code-form" : "code-form").For("code");

        var taken = await door.Guess(TryLimits.Code, user.Id.ToString(), cancel);
        if (!taken.Allowed) return new Problem("code-locked", (int)TryLimits.Code.Shut[0].TotalMinutes).For("code");

        if (!(isRecovery ? await recovery.Use(id, code, cancel) : await codes.Use(id, code, cancel)))
        {
            var last = taken.IsLast(TryLimits.Code);
            await door.Wrong(user, "code", last, TryLimits.Code, cancel);
            if (last) await mails.Tell(user, "CodesWrong", cancel);
            return new Problem(isRecovery ? "recovery-code-wrong" : "code-wrong").For("code");
        }

        await door.Right(TryLimits.Code, user.Id.ToString(), cancel);
        return Result.Ok;
    }
}
