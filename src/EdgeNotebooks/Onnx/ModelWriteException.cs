namespace EdgeNotebooks.Onnx;

/// <summary>A model could not be written. Nothing half-written is left behind.</summary>
public sealed class ModelWriteException : IOException
{
    /// <summary>States why <paramref name="path"/> could not be written.</summary>
    public ModelWriteException(string path, string reason, Exception? cause = null)
        : base($"cannot write '{path}': {reason}", cause) => Path = path;

    /// <summary>The file that was wanted.</summary>
    public string Path { get; }
}
