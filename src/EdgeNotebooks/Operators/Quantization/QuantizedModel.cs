using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Quantization.Seams;

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

    /// <summary>Skips what lies between two tensors, the study's order: quantize, then exit. <see cref="ModelSeam"/> tells what that did to the ranges behind.</summary>
    /// <exception cref="TensorNotFoundException">A name is not in the model.</exception>
    /// <exception cref="InvalidExitException">The tensors differ in type or shape, or are not in this order.</exception>
    public OnnxModel EarlyExit(string from, string to) => Model.EarlyExit(from, to);

    /// <summary>Skips the blocks of an exit of this model, or of its float source: sums keep their names.</summary>
    /// <exception cref="InvalidExitException">The exit is that of another model.</exception>
    public OnnxModel EarlyExit(Exit exit) => Model.EarlyExit(exit);

    /// <summary>Divides the model; a cut may cross at <c>NAME_quantized</c>, a quarter of the bytes.</summary>
    /// <exception cref="TensorNotFoundException">A name is not in the model.</exception>
    /// <exception cref="InvalidCutException">Tensors do not separate the model, or lie before those of an earlier cut.</exception>
    public PartitionedModel Partition(params IReadOnlyList<string>[] cuts) => Model.Partition(cuts);

    /// <summary>Writes the model; weights become integers on the way.</summary>
    /// <exception cref="ModelWriteException">The folder cannot be written to, or the disk is full.</exception>
    public void Save(string path) => Model.Save(path);

    /// <inheritdoc/>
    public string Render(string mimeType) => Report.Render(mimeType);

    /// <summary>The report.</summary>
    public override string ToString() => Report.ToString();
}
