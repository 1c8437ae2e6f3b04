namespace EdgeNotebooks.Onnx;

/// <summary>Where a saved model keeps its weights.</summary>
public enum ExternalDataMode
{
    /// <summary>As in the model it came from: what was external goes to <c>NAME.onnx.data</c> beside the file, as does what would make the file larger than 2 GiB.</summary>
    AsLoaded,

    /// <summary>All in the file itself; refused beyond 2 GiB, which is the format's limit.</summary>
    Inline,

    /// <summary>Everything larger than 1 KiB goes to <c>NAME.onnx.data</c> beside the file.</summary>
    Separate,
}
