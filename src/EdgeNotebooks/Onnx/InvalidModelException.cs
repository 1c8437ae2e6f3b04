namespace EdgeNotebooks.Onnx;

/// <summary>A file or graph that is no valid ONNX model: what is wrong, where, and what to do.</summary>
public sealed class InvalidModelException : Exception
{
    /// <summary>States why <paramref name="model"/> (a path or a name) is not usable.</summary>
    public InvalidModelException(string model, string reason, Exception? cause = null)
        : base($"model '{model}': {reason}", cause)
    {
        Model = model;
        Reason = reason;
    }

    /// <summary>Path or name of the model.</summary>
    public string Model { get; }

    /// <summary>What is wrong with it, without the name.</summary>
    public string Reason { get; }
}
