using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Portal.Tests.House;

/// <summary>
/// Which method of some assemblies calls which, read from their compiled code: through async methods, lambdas, interfaces and overridden methods. It asks whether
/// there is a way, not whether it is taken.
/// </summary>
internal sealed class CallGraph(params Assembly[] own)
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly OpCode[] OneByte = new OpCode[256], TwoBytes = new OpCode[256];

    private readonly ConcurrentDictionary<MethodBase, IReadOnlyList<MethodBase>> calls = [];
    private readonly Lazy<ILookup<MethodBase, MethodBase>> implementations = new(() => Implementations(own));

    static CallGraph()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xff] = code;
        }
    }

    public IEnumerable<Type> Types => own.SelectMany(a => a.GetTypes());

    public static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));

    /// <summary>The type as it stands in the source, not what the compiler makes within it of lambdas and async methods: "&lt;&gt;c", "&lt;Run&gt;d__5".</summary>
    public static Type Outermost(Type type)
    {
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<')) type = outer;
        return type;
    }

    /// <summary>What a method calls, or hands on to be called.</summary>
    public IReadOnlyList<MethodBase> CallsOf(MethodBase method) => calls.GetOrAdd(method, m => [.. Read(m).Distinct()]);

    /// <summary>The first call, on whatever way through the own assemblies, that is of the kind looked for; null: there is none.</summary>
    /// <param name="notThrough">What is not followed.</param>
    public MethodBase? Reaches(MethodBase from, Func<MethodBase, bool> isIt, Func<MethodBase, bool>? notThrough = null)
    {
        var seen = new HashSet<MethodBase> { from };
        var ahead = new Queue<MethodBase>([from]);
        while (ahead.TryDequeue(out var method))
        {
            foreach (var called in CallsOf(method))
            {
                if (isIt(called)) return called;
                if (IsOwn(called) && notThrough?.Invoke(called) != true && seen.Add(called)) ahead.Enqueue(called);
            }
        }

        return null;
    }

    private bool IsOwn(MethodBase method) => method.DeclaringType is { } type && own.Contains(type.Assembly);

    private IEnumerable<MethodBase> Read(MethodBase method)
    {
        foreach (var implementation in implementations.Value[method]) yield return implementation;
        if (method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType is { } machine && machine.GetMethod("MoveNext", All) is { } next) yield return next;
        if (method.GetCustomAttribute<IteratorStateMachineAttribute>()?.StateMachineType is { } steps && steps.GetMethod("MoveNext", All) is { } step) yield return step;
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;

        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xfe ? TwoBytes[code[++at]] : OneByte[code[at]];
            at++;
            if (operation.OperandType is OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += Length(operation, code, at);
        }
    }

    private static MethodBase? Resolve(MethodBase from, int token)
    {
        var type = from.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var found = from.Module.ResolveMethod(token, type, from.IsGenericMethod ? from.GetGenericArguments() : null);
        // One method, however it is closed.
        return found is null ? null : found.Module.Assembly == from.Module.Assembly || found.DeclaringType?.IsGenericType == true ? found.Module.ResolveMethod(found.MetadataToken) : found;
    }

    private static int Length(OpCode operation, byte[] code, int at) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };

    private static ILookup<MethodBase, MethodBase> Implementations(Assembly[] own) =>
    (
        from type in own.SelectMany(a => a.GetTypes())
        where type is { IsInterface: false, IsGenericTypeDefinition: false }
        from pair in Overridden(type).Concat(type.GetInterfaces().Where(i => own.Contains(i.Assembly)).SelectMany(i => Pairs(type.GetInterfaceMap(i))))
        select pair).ToLookup(pair => pair.Of, pair => pair.By);

    private static IEnumerable<(MethodBase Of, MethodBase By)> Overridden(Type type) =>
        from method in type.GetMethods(All)
        let first = method.GetBaseDefinition()
        where first != method
        select ((MethodBase)first, (MethodBase)method);

    private static IEnumerable<(MethodBase Of, MethodBase By)> Pairs(InterfaceMapping map) =>
        map.InterfaceMethods.Zip(map.TargetMethods, (of, by) => ((MethodBase)(of.IsGenericMethod ? of.GetGenericMethodDefinition() : of), (MethodBase)by));
}
