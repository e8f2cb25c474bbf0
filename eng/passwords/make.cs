#:project ../../Portal.Domain
// Makes Portal.Web/Features/SignIn/common-passwords.bin of word lists; see make beside it.
//   make.cs OUT RANKED LIST...    RANKED: the commonest first, one a line; LIST: more, in any order
using Portal.Domain.SignIn;

const int Cores = 100_000, Top = 2_000, Long = 12;

var ranked = Read(args[1]).ToList();
var more = args.Skip(2).SelectMany(Read).ToList();

// Long entries as they are; of the commonest also the bare word, which people dress up with digits and signs.
var entries = ranked.Concat(more).Where(p => p.Length >= Long)
    .Concat(ranked.Take(Cores).SelectMany(p => new[] { p, PasswordGuesses.Core(p) }))
    .Where(p => p.Length >= PasswordGuesses.ShortestCore);
var top = ranked.Where(p => p.Length >= PasswordGuesses.ShortestCore && p.Any(char.IsLetter)).Take(Top);

var file = CommonPasswords.File(entries, top);
File.WriteAllBytes(args[0], file);
Console.WriteLine($"{new CommonPasswords(file).Count} entries, {file.Length} bytes");

static IEnumerable<string> Read(string path) => File.ReadLines(path).Select(l => l.TrimEnd('\r', '\n')).Where(l => l.Length is > 0 and <= 64).Select(PasswordGuesses.Fold);
