using MudBlazor;

namespace Portal.Web.Shared.Layout;

/// <summary>MudBlazor's theme from the same values as css/tokens.css (Portal.Tests/House keeps the two equal).</summary>
public static class DeskTheme
{
    private static readonly string[] Fonts =
    [
        "system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif",
    ];

    public static readonly MudTheme Value = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5f54",
            PrimaryContrastText = "#ffffff",
            Background = "#f4f6f3",
            Surface = "#ffffff",
            TextPrimary = "#10211e",
            TextSecondary = "#4c5d59",
            Success = "#146c37",
            Warning = "#8a5200",
            Error = "#b0221b",
            Info = "#2f5878",
            LinesDefault = "#d8dfda",
            Divider = "#d8dfda",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#5cc7b4",
            PrimaryContrastText = "#04211c",
            Background = "#0d1513",
            Surface = "#15201d",
            TextPrimary = "#e8efec",
            TextSecondary = "#a9b8b3",
            Success = "#7fd79b",
            Warning = "#f2bd68",
            Error = "#ff9c92",
            Info = "#9cc4e2",
            LinesDefault = "#283632",
            Divider = "#283632",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
