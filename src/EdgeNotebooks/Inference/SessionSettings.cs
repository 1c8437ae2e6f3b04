namespace EdgeNotebooks.Inference;

/// <summary>How ONNX Runtime is to run a model.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one operator, at least 1; default 1, which repeats best on a shared machine.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether ONNX Runtime may fuse and rearrange operators (all its optimisations, its own default).</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Where ONNX Runtime's profiler writes its file, without the date that it adds; null turns it off.</summary>
    internal string? ProfilePrefix { get; init; }
}
