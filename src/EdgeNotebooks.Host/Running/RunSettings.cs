using EdgeNotebooks.Host.Display;

namespace EdgeNotebooks.Host.Running;

/// <summary>How a notebook is to be run.</summary>
public sealed record RunSettings
{
    /// <summary>The longest that one cell may take; no limit by default.</summary>
    public TimeSpan CellTimeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Parameters to set after the cell tagged <c>parameters</c>: name to text, as typed.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Scripts that outputs may need once per document.</summary>
    public IReadOnlyList<PageScript> Scripts { get; init; } = [];
}
