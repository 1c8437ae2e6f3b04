namespace EdgeNotebooks.Inference;

/// <summary>A model file is not there or ONNX Runtime cannot load it; the message names the file and what to do.</summary>
public sealed class ModelLoadException(string path, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file as the caller named it.</summary>
    public string Path { get; } = path;
}
