namespace EdgeNotebooks.Charts;

/// <summary>An axis of a panel.</summary>
public sealed record Axis
{
    /// <summary>What is on it, with unit and scale, such as <c>latency, ln s</c>.</summary>
    public string Title { get; init; } = "";

    /// <summary>Lower end; with <see cref="Max"/>. Chosen by the data if null.</summary>
    public double? Min { get; init; }

    /// <summary>Upper end; with <see cref="Min"/>. Chosen by the data if null.</summary>
    public double? Max { get; init; }

    /// <summary>Whether the axis is logarithmic (base 10); its ends are then given as values, not exponents.</summary>
    public bool IsLog { get; init; }

    /// <summary>Where ticks stand; chosen by Plotly if empty.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>What stands at the ticks, as many as those; their numbers if empty.</summary>
    public IReadOnlyList<string> TickLabels { get; init; } = [];

    /// <summary>Whether values are names in the order of their appearance.</summary>
    public bool IsCategory { get; init; }

    /// <summary>Whether values grow downwards.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether line, ticks and labels are left out (pictures, diagrams).</summary>
    public bool IsHidden { get; init; }
}
