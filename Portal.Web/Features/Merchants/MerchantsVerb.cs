using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Merchants;

/// <summary><c>merchants import FILE.csv</c>.</summary>
internal static class MerchantsVerb
{
    public static Command Make(VerbHost host)
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header: " + string.Join(", ", MerchantRow.Needed) + "; optional " + string.Join(", ", MerchantRow.Optional) + "." };
        var import = new Command("import", "Registers merchants, stores and terminals; importing again updates.") { file };
        import.SetAction((parsed, cancel) => host.Run((services, token) => Import(services, Path.GetFullPath(parsed.GetValue(file)!), token), cancel));
        return new Command("merchants", "Merchants, stores and terminals.") { import };
    }

    private static async Task<int> Import(IServiceProvider services, string path, CancellationToken cancel)
    {
        var imported = await services.GetRequiredService<ImportMerchants>().Run(path, cancel);
        if (!imported.IsOk)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<ProblemTexts>().For(imported.Problem));
            return VerbHost.CouldNotRun;
        }

        var report = imported.Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rows {report.Rows}  new merchants {report.NewMerchants}  new stores {report.NewStores}  new terminals {report.NewTerminals}  rejected {report.Rejected.Count}"));
        var text = services.GetRequiredService<IStringLocalizer<MerchantsText>>();
        foreach (var row in report.Rejected)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {(row.Column.Length == 0 ? text["Row.Ragged"].Value : text["Row.Column", row.Column].Value)}"));
        return report.Rejected.Count > 0 ? VerbHost.SomeRejected : VerbHost.Done;
    }
}
