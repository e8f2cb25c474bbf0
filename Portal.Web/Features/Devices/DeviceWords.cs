using Microsoft.Extensions.Localization;
using Portal.Domain.Devices;

namespace Portal.Web.Features.Devices;

/// <summary>"Chrome · Android", in the reader's language: 微信 for WeChat.</summary>
public sealed class DeviceWords(IStringLocalizer<DevicesText> text)
{
    public string For(Device device)
    {
        string[] parts = [.. new[] { device.Browser, device.System }.Where(p => p.Length > 0).Select(Word)];
        return parts.Length > 0 ? string.Join(" · ", parts) : text["Device.Unknown"];
    }

    private string Word(string name)
    {
        var found = text["Name." + name];
        return found.ResourceNotFound ? name : found.Value;
    }
}
