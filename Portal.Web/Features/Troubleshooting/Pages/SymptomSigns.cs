namespace Portal.Web.Features.Troubleshooting.Pages;

/// <summary>Where somebody looking at the terminal's screen would search for a symptom, in the order they are shown.</summary>
public enum SymptomPlace
{
    Line,
    Card,
    SignOn,
    Terminal,
    Registration,
    Other,
}

/// <summary>Place and icon of the symptoms we know; one that a trainer added stands with the terminal's.</summary>
public static class SymptomSigns
{
    public static (SymptomPlace Place, string Icon) Of(string symptom) => symptom switch
    {
        "no-network" or "timeout-sent" => (SymptomPlace.Line, "signal"),
        "reversal-failed" or "approved-but-declined-shown" => (SymptomPlace.Line, "money"),
        "card-read-failed" or "chip-parameters" or "chip-declined-offline" => (SymptomPlace.Card, "chip"),
        "sign-on-needed" or "sign-on-failed" or "operator-locked" => (SymptomPlace.SignOn, "lock"),
        "keypad-or-keys" or "certificate" => (SymptomPlace.SignOn, "shield"),
        "printer" => (SymptomPlace.Terminal, "printer"),
        "tamper" => (SymptomPlace.Terminal, "shield"),
        "merchant-not-enabled" or "location-lock" => (SymptomPlace.Registration, "store"),
        "serial-mismatch" => (SymptomPlace.Registration, "terminal"),
        "scan-to-pay" => (SymptomPlace.Other, "qr"),
        "other" => (SymptomPlace.Other, "question"),
        _ => (SymptomPlace.Terminal, "terminal"),
    };
}
