using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Operators.Partition;

/// <summary>A model and the parts that it was divided into; run one after another, with tensors passed by name, they compute it.</summary>
/// <param name="Whole">The model as it was.</param>
/// <param name="Cuts">The tensors that cross between neighbouring parts, first to last.</param>
/// <param name="Parts">The parts in order, one more than cuts.</param>
public sealed record PartitionedModel(OnnxModel Whole, IReadOnlyList<IReadOnlyList<string>> Cuts, IReadOnlyList<OnnxModel> Parts)
{
    /// <summary>Writes <c>part1.onnx</c>, <c>part2.onnx</c>, ... and returns their paths; all appear, or none.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="externalData">Where the weights go.</param>
    /// <exception cref="ModelWriteException">The folder cannot be written to, or the disk is full.</exception>
    public IReadOnlyList<string> Save(string folder, ExternalDataMode externalData = ExternalDataMode.AsLoaded)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var paths = Parts.Select((_, i) => Path.Combine(folder, FormattableString.Invariant($"part{i + 1}.onnx"))).ToList();
        ModelFile.Write(Parts.Zip(paths), externalData);
        return paths;
    }
}
