namespace EdgeNotebooks.Benchmarks;

/// <summary>A measured value beside the goal that it must not exceed.</summary>
public sealed record Measured(string What, double Value, double Goal, string Unit)
{
    public bool IsReached => Value <= Goal;

    public override string ToString() => FormattableString.Invariant(
        $"{(IsReached ? "reached" : "MISSED "),-8} {What}: {Value:0.###} {Unit} (goal: at most {Goal:0.###} {Unit})");
}
