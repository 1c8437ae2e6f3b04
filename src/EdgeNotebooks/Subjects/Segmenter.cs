using EdgeNotebooks.Datasets;
using EdgeNotebooks.Display;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Evaluation;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Subjects;

/// <summary>A small segmentation subject with what it needs to be asked: the model, its preprocessing, and the names of its classes.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Segmenter : IDisplay
{
    private readonly Session _session;
    private readonly ServingPipeline _pipeline;

    private Segmenter(Session session, string name)
    {
        (_session, Name) = (session, name);
        _pipeline = session.InputTypes is [{ Name: "data" }] ? ServingPipeline.For("duc_mini") : ServingPipeline.For("fcn_mini");
        if (session.InputTypes.Count != 1 || !session.OutputTypes.Any(output => output.Name == _pipeline.OutputName))
            throw new ModelLoadException(session.Path, $"'{name}' is no segmentation of the data set scenes: it has no output '{_pipeline.OutputName}'; take fcn_mini, duc_mini, or what an operator made of them");
    }

    /// <summary>Such as <c>fcn_mini</c>.</summary>
    public string Name { get; }

    /// <summary>Loads a segmentation of the data set <c>scenes</c>.</summary>
    /// <exception cref="ModelLoadException">The file is missing, no ONNX model, or of another kind.</exception>
    public static Segmenter Load(string path, SessionSettings? settings = null) => new(Session.Open(path, settings), Path.GetFileNameWithoutExtension(path));

    /// <summary>A segmentation that need not be in a file, such as one that an operator made.</summary>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load it, or it is of another kind.</exception>
    public static Segmenter Of(OnnxModel model, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(Session.Open(model, settings), model.Label);
    }

    /// <summary>The class of each pixel of a picture of any size.</summary>
    public LabelMap Segment(Picture picture)
    {
        var prepared = _pipeline.Prepare(picture);
        return _pipeline.Finish(_session.Run(prepared.Inputs), prepared.Size).Map!;
    }

    /// <summary>Each picture, what the network says of it, and the truth, side by side.</summary>
    public Gallery Show(IReadOnlyList<SegmentedPicture> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new([.. items.SelectMany(Triple)]);
    }

    /// <summary>Mean intersection over union over a whole data set, with progress.</summary>
    public Accuracy Evaluate(ScenesDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new Evaluator(_session, _pipeline).Segment(dataset, dataset.Count);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(Name, [("input", Shapes(_session.InputTypes)), ("output", Shapes(_session.OutputTypes)), ("classes", string.Join(", ", ScenesDataset.ClassNames))]);

    /// <summary>Name and shapes in one line.</summary>
    public override string ToString() => $"{Name}: {Shapes(_session.InputTypes)} to {Shapes(_session.OutputTypes)}";

    private IEnumerable<(Picture Picture, string Caption)> Triple(SegmentedPicture item)
    {
        var said = Segment(item.Picture);
        var right = Enumerable.Range(0, said.Classes.Length).Count(i => said.Classes.Span[i] == item.Truth.Classes.Span[i]);
        return
        [
            (item.Picture, "picture"),
            (ClassColours.Scenes.Overlay(item.Picture, said), FormattableString.Invariant($"network: {100.0 * right / said.Classes.Length:0} % of pixels right")),
            (ClassColours.Scenes.Overlay(item.Picture, item.Truth), "truth"),
        ];
    }

    private static string Shapes(IReadOnlyList<ValueInfo> tensors) => string.Join(", ", tensors.Select(tensor => $"{tensor.Name} [{tensor.Shape}]"));
}
