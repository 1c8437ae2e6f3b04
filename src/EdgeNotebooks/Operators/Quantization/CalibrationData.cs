using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>
/// Inputs to measure value ranges on, read one at a time whenever a pass asks for them. A data set converts by itself:
/// <c>model.Quantize(ShapesDataset.Calibration(200))</c>.
/// </summary>
public sealed class CalibrationData
{
    private readonly Func<int, string> _label;
    private readonly Func<int, IReadOnlyDictionary<string, Tensor>> _read;

    private CalibrationData(string name, int count, Func<int, string> label, Func<int, IReadOnlyDictionary<string, Tensor>> read) =>
        (Name, Count, _label, _read) = (name, count, label, read);

    /// <summary>What it is, for messages and reports.</summary>
    public string Name { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Samples in memory; each holds one tensor for each input, or one under any name for a model with one input.</summary>
    public static CalibrationData Of(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> samples, string name = "tensors in memory")
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new(name, samples.Count, Number, i => samples[i]);
    }

    /// <summary>Samples that are made when they are asked for.</summary>
    public static CalibrationData Of(int count, Func<int, Tensor> sample, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(name, count, Number, i => One("", sample(i)));
    }

    /// <summary>A folder of <c>.pb</c> files (ONNX TensorProto), one per sample, in ordinal order of their names.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CalibrationData Tensors(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"calibration folder '{folder}' does not exist; check the path");
        var files = Directory.GetFiles(folder, "*.pb").Order(StringComparer.Ordinal).ToArray();
        return new(folder, files.Length, i => $"sample '{Path.GetFileName(files[i])}'", i =>
        {
            var (name, tensor) = TensorFile.Read(files[i]);
            return One(name, tensor);
        });
    }

    /// <summary>Pictures with what is done to them before a network sees them.</summary>
    public static CalibrationData Pictures(StreamedDataset<NamedPicture> pictures, Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(preprocessing);
        return new(pictures.Name, pictures.Count, i => $"sample '{pictures.NameOf(i)}'", i =>
        {
            var input = preprocessing.Apply(pictures[i].Picture);
            return One("", Tensor.Of(input.Values, [.. input.Shape.Select(length => (long)length)]));
        });
    }

    /// <summary>The pictures of the data set with its normalisation, one per sample.</summary>
    public static implicit operator CalibrationData(ShapesDataset dataset) => new($"{dataset}", dataset.Count, Number, i =>
        One("", Tensor.Of(ShapesDataset.Normalisation.ToTensor([dataset[i].Picture]), 1, 3, ShapesDataset.PictureSize, ShapesDataset.PictureSize)));

    /// <summary>The pictures of the data set with its normalisation, one per sample.</summary>
    public static implicit operator CalibrationData(ScenesDataset dataset) => new($"{dataset}", dataset.Count, Number, i =>
        One("", Tensor.Of(ScenesDataset.Normalisation.ToTensor([dataset[i].Picture]), 1, 3, ScenesDataset.PictureSize, ScenesDataset.PictureSize)));

    /// <summary>The first samples; all if there are not that many.</summary>
    public CalibrationData Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(Name, Math.Min(count, Count), _label, _read);
    }

    /// <summary>Name and number of samples.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {Count} {(Count == 1 ? "sample" : "samples")}");

    /// <summary>How messages call a sample.</summary>
    internal string Label(int index) => _label(index);

    /// <summary>One sample as the model's inputs; its type and shape are checked.</summary>
    /// <exception cref="CalibrationException">It does not fit the model.</exception>
    internal IReadOnlyDictionary<string, Tensor> Read(int index, OnnxModel model)
    {
        var given = _read(index);
        if (model.Inputs.Count == 1 && given.Count == 1) given = One(model.Inputs[0].Name, given.Values.Single());
        foreach (var input in model.Inputs)
        {
            if (!given.TryGetValue(input.Name, out var tensor))
                throw new CalibrationException(Name, Label(index), input.Name, $"the model reads '{input.Name}', but given is {string.Join(", ", given.Keys.Select(key => $"'{key}'"))}");
            if (tensor.Type != input.Type || !Fits(tensor, input.Shape))
                throw new CalibrationException(Name, Label(index), input.Name, $"it is {tensor}, but the model takes {input}; preprocess it to that shape");
        }

        return given;
    }

    private static bool Fits(Tensor tensor, TensorShape? shape) =>
        shape is null || (shape.Rank == tensor.Shape.Length && shape.Dims.Zip(tensor.Shape).All(pair => (pair.First.Value ?? pair.Second) == pair.Second));

    private static Dictionary<string, Tensor> One(string name, Tensor tensor) => new() { [name] = tensor };

    private static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"sample {index + 1}");
}
