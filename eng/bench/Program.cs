using System.Globalization;
using Portal.Bench;

var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("portal-bench-").FullName;

var results = new Results();
var small = await BenchDatabase.Open(folder, 10_000);
var large = await BenchDatabase.Open(folder, rows);

SizeBench.Run(large, results);
await LookupBench.Run(small, large, results);
if (args.Length > 2) await PageBench.Run(large, args[2], results);
await ImportBench.Run(large, folder, results);

results.Print(Console.Out);
return results.AllHold ? 0 : 1;
