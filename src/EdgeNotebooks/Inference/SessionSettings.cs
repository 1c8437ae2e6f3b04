namespace EdgeNotebooks.Inference;

/// <summary>How ONNX Runtime is to run a model.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one operator, at least 1; default 1, which repeats best on a shared machine.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether ONNX Runtime may fuse and rearrange operators (all its optimisations, its own default).</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>
    /// Whether int8 kernels keep sums of unsigned times signed products exact on x64 processors without VNNI, where they are slower
    /// then (ONNX Runtime's session.x64quantprecision); elsewhere it changes nothing. Default false, the runtime's own.
    /// ONNX Runtime 1.31 cannot load a model so whose integer nodes share a weight.
    /// </summary>
    public bool PreciseInt8 { get; init; }

    /// <summary>Where ONNX Runtime's profiler writes its file, without the date that it adds; null turns it off.</summary>
    internal string? ProfilePrefix { get; init; }
}
