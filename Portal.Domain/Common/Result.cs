using System.Diagnostics.CodeAnalysis;

namespace Portal.Domain.Common;

/// <summary>The outcome of a deed that may be refused: fine, or a <see cref="Common.Problem"/> that a person can act on.</summary>
public readonly record struct Result(Problem? Problem)
{
    public static readonly Result Ok;

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    public static implicit operator Result(Problem problem) => new(problem);

    /// <summary>For what no conversion can be written for: an interface.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);
}

/// <summary>Like <see cref="Result"/>, with what the deed produced.</summary>
public readonly record struct Result<T>(T? Value, Problem? Problem)
{
    [MemberNotNullWhen(false, nameof(Problem))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Problem is null;

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
