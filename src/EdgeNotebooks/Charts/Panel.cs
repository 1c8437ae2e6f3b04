namespace EdgeNotebooks.Charts;

/// <summary>One coordinate system with what is drawn in it.</summary>
/// <param name="Traces">What is drawn, first at the back.</param>
public sealed record Panel(IReadOnlyList<Trace> Traces)
{
    /// <summary>Heading of the panel; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();
}
