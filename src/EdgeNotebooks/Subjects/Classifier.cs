using EdgeNotebooks.Datasets;
using EdgeNotebooks.Display;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Metrics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Subjects;

/// <summary>A small classification subject with what it needs to be asked: the model, its preprocessing and the names of its classes.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Classifier : IDisplay
{
    private const int BatchSize = 32;
    private readonly Session _session;

    private Classifier(Session session) => _session = session;

    /// <summary>The file name without extension, such as <c>resnet_mini</c>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(_session.Path);

    /// <summary>Loads a classifier of the data set <c>shapes</c>.</summary>
    /// <exception cref="ModelLoadException">The file is missing, no ONNX model, or no classifier of 64x64 pictures into 20 classes.</exception>
    public static Classifier Load(string path, SessionSettings? settings = null) => Of(Session.Open(path, settings), path);

    /// <summary>A classifier that need not be in a file, such as one that an operator made.</summary>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load it, or it is no classifier of 64x64 pictures into 20 classes.</exception>
    public static Classifier Of(OnnxModel model, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(Session.Open(model, settings), model.Label);
    }

    private static Classifier Of(Session session, string path)
    {
        if (session.Inputs.Count == 1 && session.Inputs.Values.Single() is [_, 3, ShapesDataset.PictureSize, ShapesDataset.PictureSize]
            && session.Outputs.Values.First() is [_, var classes] && classes == ShapesDataset.ClassNames.Count) return new(session);
        throw new ModelLoadException(path, $"'{path}' is no classifier of the data set shapes: it takes {Shapes(session.Inputs)} and gives {Shapes(session.Outputs)}, "
            + $"not [N, 3, {ShapesDataset.PictureSize}, {ShapesDataset.PictureSize}] and [N, {ShapesDataset.ClassNames.Count}]");
    }

    /// <summary>The most likely class of each picture with its probability (softmax of the scores).</summary>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var scores = Scores(pictures);
        var classes = ShapesDataset.ClassNames.Count;
        return [.. pictures.Select((_, i) => Classification.Of(scores.AsSpan(i * classes, classes), ShapesDataset.ClassNames))];
    }

    /// <summary>Pictures with what the classifier says of them, and the truth where it is wrong.</summary>
    public Gallery Show(IReadOnlyList<LabelledPicture> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var said = Classify([.. items.Select(item => item.Picture)]);
        return new([.. items.Zip(said, (item, one) => (item.Picture, one.Label == item.Label ? $"{one}" : $"{one}; it is a {item.ClassName}"))]);
    }

    /// <summary>Top-1 and top-5 accuracy over a whole data set, in batches, with progress.</summary>
    public TopKAccuracy Evaluate(ShapesDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using var work = Work.Begin($"evaluating {Name}", dataset.Count, "pictures");
        var total = new TopKAccuracy(0, 0, 0);
        foreach (var batch in dataset.Chunk(BatchSize))
        {
            total += TopKAccuracy.Of(Scores([.. batch.Select(item => item.Picture)]), [.. batch.Select(item => item.Label)]);
            work.Advance(batch.Length);
        }

        return total;
    }

    /// <summary>Times the inference of one picture (batch 1, preprocessing left out): seconds of each run after 10 that do not count.</summary>
    public Sample Measure(Picture picture, int runs)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return _session.Measure(ShapesDataset.Normalisation.ToTensor([picture]), [1, 3, picture.Height, picture.Width], runs);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(Name,
    [
        ("input", Shapes(_session.Inputs)), ("output", Shapes(_session.Outputs)),
        ("file", $"{new FileInfo(_session.Path).Length} bytes"), ("threads", $"{_session.Settings.Threads}"),
    ]);

    /// <summary>Name and shapes in one line.</summary>
    public override string ToString() => $"{Name}: {Shapes(_session.Inputs)} to {Shapes(_session.Outputs)}";

    private float[] Scores(IReadOnlyList<Picture> pictures)
    {
        if (pictures.FirstOrDefault(picture => (picture.Width, picture.Height) != (ShapesDataset.PictureSize, ShapesDataset.PictureSize)) is { } other)
            throw new ArgumentException($"{Name} takes pictures of {ShapesDataset.PictureSize}x{ShapesDataset.PictureSize} pixels, not a {other}", nameof(pictures));
        return _session.Run(ShapesDataset.Normalisation.ToTensor(pictures), pictures.Count, 3, ShapesDataset.PictureSize, ShapesDataset.PictureSize);
    }

    private static string Shapes(IReadOnlyDictionary<string, int[]> tensors) => string.Join(", ",
        tensors.Select(tensor => $"{tensor.Key} [{string.Join(", ", tensor.Value.Select(axis => axis < 0 ? "N" : $"{axis}"))}]"));
}
