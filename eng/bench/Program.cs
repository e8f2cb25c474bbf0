using System.Globalization;
using Portal.Bench;

var results = new Results();
if (args is ["troubleshooting", ..])
{
    await TroubleshootingBench.Run(Folder(1), results);
}
else if (args is ["planner", ..])
{
    PlannerBench.Run(results);
}
else if (args is ["gather", ..])
{
    await GatherBench.Run(Folder(1), results);
}
else if (args is ["sign-in", ..])
{
    await SignInBench.Run(Folder(1), results);
}
else if (args is ["replay", ..])
{
    await ReplayBench.Run(Folder(1), args.ElementAtOrDefault(2), results);
}
else
{
    var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
    var folder = Folder(1);
    var small = await BenchDatabase.Open(folder, 10_000);
    var large = await BenchDatabase.Open(folder, rows);

    SizeBench.Run(large, results);
    await LookupBench.Run(small, large, results);
    if (args.Length > 2) await PageBench.Run(large, args[2], results);
    await ImportBench.Run(large, folder, results);
}

results.Print(Console.Out);
return results.AllHold ? 0 : 1;

string Folder(int at) => args.Length > at ? args[at] : Directory.CreateTempSubdirectory("portal-bench-").FullName;
