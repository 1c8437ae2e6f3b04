using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>
/// A quantized model with the report of how it became so. It stands for its model wherever one is taken: it runs, is saved and divided
/// like any other.
/// </summary>
/// <param name="Model">The model with QuantizeLinear and DequantizeLinear nodes.</param>
/// <param name="Source">The float model that it was made from.</param>
/// <param name="Report">What became of each node, and the ranges.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record QuantizedModel(OnnxModel Model, OnnxModel Source, QuantizationReport Report) : IDisplay
{
    /// <summary>The model alone.</summary>
    public static implicit operator OnnxModel(QuantizedModel quantized)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        return quantized.Model;
    }

    /// <summary>Writes the model; weights become integers on the way.</summary>
    /// <exception cref="ModelWriteException">The folder cannot be written to, or the disk is full.</exception>
    public void Save(string path) => Model.Save(path);

    /// <inheritdoc/>
    public string Render(string mimeType) => Report.Render(mimeType);

    /// <summary>The report.</summary>
    public override string ToString() => Report.ToString();
}
