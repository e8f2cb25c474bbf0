using System.Globalization;
using Portal.Fuzz;

var wanted = args.Length > 0 ? args[0] : "all";
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
var from = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0;

Func<Target>[] all = [() => new CsvTarget(), () => new NdjsonTarget(), () => new PhotoTarget(), () => new MarkdownTarget(), () => new QueryTarget(), () => new BodyTarget()];
var good = true;
var ran = 0;
foreach (var make in all)
{
    await using var target = make();
    if (wanted != "all" && wanted != target.Name) continue;
    ran++;
    good &= await Fuzzing.Run(target, count, from, Console.Out);
}

if (ran == 0) await Console.Error.WriteLineAsync($"No target is called {wanted}.");
return good && ran > 0 ? 0 : 1;
