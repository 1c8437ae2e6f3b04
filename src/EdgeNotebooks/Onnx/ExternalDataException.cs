namespace EdgeNotebooks.Onnx;

/// <summary>A tensor's values lie in another file, and that file or range cannot be used.</summary>
public sealed class ExternalDataException : Exception
{
    /// <summary>States what is wrong with <paramref name="location"/>.</summary>
    public ExternalDataException(string model, string tensor, string location, string reason)
        : base($"model '{model}': values of tensor '{tensor}' in '{location}': {reason}")
    {
        Model = model;
        Tensor = tensor;
        Location = location;
    }

    /// <summary>Path or name of the model.</summary>
    public string Model { get; }

    /// <summary>The tensor whose values are meant.</summary>
    public string Tensor { get; }

    /// <summary>The data file as the model names it.</summary>
    public string Location { get; }
}
