using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>An operator's name taken apart: its steps in the order in which they are applied.</summary>
internal sealed record OperatorChain
{
    public const string Identity = "identity";
    public const string Quantize = "quantize";
    public const string EarlyExit = "earlyexit";
    public const string Partition = "partition";

    private OperatorChain(string name) => (Name, Steps) = (name, name == Identity ? [] : name.Split('_'));

    /// <summary>Every operator: those of the study first, in its order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Identity, Quantize, EarlyExit, "quantize_earlyexit", Partition, "quantize_earlyexit_partition",
        "earlyexit_quantize", "quantize_partition", "earlyexit_partition", "earlyexit_quantize_partition",
    ];

    /// <summary>The study's six.</summary>
    public static IReadOnlyList<string> Study { get; } = [.. Names.Take(6)];

    /// <summary>As in tables.</summary>
    public string Name { get; }

    /// <summary>What is applied, first to last; empty for identity.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Whether the result is in parts.</summary>
    public bool IsPartitioned => Steps is [.., Partition];

    /// <summary>The operator that makes what is divided; for one that divides nothing the operator itself.</summary>
    public string Whole => !IsPartitioned ? Name : Steps.Count == 1 ? Identity : string.Join('_', Steps.SkipLast(1));

    /// <exception cref="InvalidPlanException">There is no such operator; the nearest is suggested.</exception>
    public static OperatorChain Parse(string name)
    {
        if (Names.Contains(name)) return new(name);
        var hint = name.Split('_').Contains(Partition) && !name.EndsWith(Partition, StringComparison.Ordinal) ? "; a partition comes last" : "";
        throw new InvalidPlanException($"operator '{name}' is unknown{hint}; closest: '{NearestName.Among(name, Names, 1)[0]}' (operators: {string.Join(", ", Names)})");
    }
}
