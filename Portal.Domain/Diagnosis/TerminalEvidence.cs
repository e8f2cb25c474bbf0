using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>The terminal's state when it sent the transaction, against its registration; and the time of day.</summary>
internal static class TerminalEvidence
{
    private const int WeakSignal = 1, GoodSignal = 3;
    private static readonly TimeSpan Recently = TimeSpan.FromHours(24), Yesterday = TimeSpan.FromHours(48), Idle = TimeSpan.FromHours(24);

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        var at = file.Transaction.OccurredAt;
        // A row that says nothing of the terminal is read with the terminal's last words before it.
        var state = file.Transaction.Terminal
            ?? file.Rows().LastOrDefault(r => r.Terminal is not null && r.TerminalNumber == file.Transaction.TerminalNumber && r.OccurredAt <= at)?.Terminal;

        if (file.Terminal is null) yield return new("terminal-not-registered", "registration", at, file.Transaction.TerminalNumber);

        if (state?.SignedOnAt is { } signedOn)
        {
            if (at - signedOn > Recently) yield return new("terminal-not-signed-on", "terminal", signedOn, Hours(at - signedOn));
            else yield return new("signed-on-recently", "terminal", signedOn, Hours(at - signedOn));
        }

        var firmware = state?.Firmware ?? file.Terminal?.Firmware;
        if (file.NewestFirmware is { Length: > 0 } newest && firmware is { Length: > 0 } && Firmware.IsOlder(firmware, newest))
            yield return new("firmware-behind", "terminal", at, firmware, newest);

        if (state?.Network == NetworkType.TwoG) yield return new("network-2g", "terminal", at);
        if (state?.Network != NetworkType.Wired && state?.Signal <= WeakSignal) yield return new("network-weak", "terminal", at, state.Signal.Value);
        else if (state?.Network == NetworkType.Wired || state?.Signal >= GoodSignal) yield return new("network-good", "terminal", at, state.Signal ?? 5);

        if (state?.CertificateExpires <= at) yield return new("certificate-expired", "terminal", state.CertificateExpires.Value, Date(state.CertificateExpires.Value, file.Zone()));
        if (state?.LocationOk == false) yield return new("location-off", "terminal", at);
        if (state?.Serial is { Length: > 0 } serial && file.Terminal?.Serial is { Length: > 0 } enrolled && !serial.Equals(enrolled, StringComparison.OrdinalIgnoreCase))
            yield return new("serial-differs", "registration", at, serial, enrolled);

        var local = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(at, file.Zone()).TimeOfDay);
        if (file.CutOver.Includes(local)) yield return new("cut-over-time", "feed", at, Clock(file.CutOver.From), Clock(file.CutOver.To));

        if (file.LastApprovalAt is { } last)
        {
            if (at - last >= Idle) yield return new("long-idle", "feed", last, Hours(at - last));
            if (at - last <= Yesterday) yield return new("worked-yesterday", "feed", last, Hours(at - last));
        }
    }

    private static string Date(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static int Hours(TimeSpan apart) => Math.Max(1, (int)Math.Round(apart.TotalHours));
}
