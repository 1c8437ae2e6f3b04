namespace EdgeNotebooks.Inference;

/// <summary>A file that holds no usable tensor.</summary>
public sealed class InvalidTensorException(string path, string reason, Exception? cause = null)
    : Exception($"tensor file '{path}': {reason}", cause)
{
    /// <summary>The file as the caller named it.</summary>
    public string Path { get; } = path;
}
