namespace EdgeNotebooks.Benchmarks;

/// <summary>A measured value beside its goal.</summary>
public sealed record Measured(string What, double Value, double Goal, string Unit)
{
    /// <summary>Whether the goal is the least that the value must be; else it is the most.</summary>
    public bool AtLeast { get; init; }

    public bool IsReached => AtLeast ? Value >= Goal : Value <= Goal;

    public override string ToString() => FormattableString.Invariant(
        $"{(IsReached ? "reached" : "MISSED "),-8} {What}: {Value:0.###} {Unit} (goal: at {(AtLeast ? "least" : "most")} {Goal:0.###} {Unit})");
}
