using EdgeNotebooks.Host.Display;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>What a kernel is started with.</summary>
public sealed record KernelSettings
{
    /// <summary>Version of the program, told to clients.</summary>
    public required string Version { get; init; }

    /// <summary>What relative paths in cells resolve against: clients start a kernel in the notebook's folder.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Scripts that outputs may need once per document.</summary>
    public IReadOnlyList<PageScript> Scripts { get; init; } = [];

    /// <summary>
    /// Called when a cell is interrupted: ends native and background work that runs for it. Must not block; the task is done when that work
    /// has ended, and the cell's own thread is stopped then, or after 0.7 s.
    /// </summary>
    public Func<Task>? Interrupting { get; init; }
}
