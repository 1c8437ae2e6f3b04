using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Subjects.Serving;

/// <summary>
/// What is done around a model when it serves: from the bytes of a picture file to input tensors, and from output tensors to the
/// answer. Immutable; any number of threads may use it.
/// </summary>
/// <remarks>Source: PAPER.md, section 2 (serving). Small subjects do the same with their own sizes and constants.</remarks>
public sealed record ServingPipeline
{
    private static readonly Preprocessing s_drawn = new() { Mean = new(0.5f, 0.5f, 0.5f), Deviation = new(0.25f, 0.25f, 0.25f) };

    /// <summary>The subject, or what the caller named a model of his own.</summary>
    public required string Subject { get; init; }

    /// <summary>What is done to the picture.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The input tensor that takes the picture; null for the model's only input, whatever its name.</summary>
    public string? InputName { get; init; }

    /// <summary>The output tensor that is read; null for the model's first.</summary>
    public string? OutputName { get; init; }

    /// <summary>How the output is read.</summary>
    public required AnswerForm Form { get; init; }

    /// <summary>Names of the classes; a class without one is called <c>class 7</c>.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Colours of the classes.</summary>
    public ClassColours Colours { get; init; } = ClassColours.Voc;

    /// <summary>The pipeline of a subject.</summary>
    /// <exception cref="UnknownSubjectException">There is no such subject; the nearest is suggested.</exception>
    public static ServingPipeline For(string subject)
    {
        var known = SubjectCatalog.Require(subject);
        var pipeline = new ServingPipeline
        {
            Subject = known.Name,
            InputName = known.InputName,
            OutputName = known.OutputName,
            Preprocessing = s_drawn,
            Form = AnswerForm.Label,
        };
        return known.Name switch
        {
            "resnet" or "resnext" => pipeline with { Preprocessing = StudyPreprocessing.Classification },
            "fcn" => pipeline with { Preprocessing = StudyPreprocessing.Fcn, Form = AnswerForm.Pixels, ClassNames = CocoDataset.ClassNames },
            "duc" => pipeline with { Preprocessing = StudyPreprocessing.DucServing, Form = AnswerForm.SubPixels, ClassNames = CityscapesDataset.ClassNames, Colours = ClassColours.Cityscapes },
            "fcn_mini" => pipeline with { Form = AnswerForm.Pixels, ClassNames = ScenesDataset.ClassNames, Colours = ClassColours.Scenes },
            "duc_mini" => pipeline with
            {
                Preprocessing = s_drawn with { Stretch = new(ScenesDataset.PictureSize, ScenesDataset.PictureSize), Resampling = Resampling.BilinearFourPixels },
                Form = AnswerForm.SubPixels,
                ClassNames = ScenesDataset.ClassNames,
                Colours = ClassColours.Scenes,
            },
            _ => pipeline with
            {
                Preprocessing = s_drawn with { ShortSide = ShapesDataset.PictureSize, Crop = new(ShapesDataset.PictureSize, ShapesDataset.PictureSize) },
                ClassNames = ShapesDataset.ClassNames,
            },
        };
    }

    /// <summary>The pipeline of a model that is no subject.</summary>
    /// <param name="name">How it is called in errors.</param>
    /// <param name="preprocessing">Such as <see cref="Preprocessing.Load"/> reads from a file.</param>
    /// <param name="form">What the model's output is.</param>
    /// <param name="classNames">Names of the classes, in the order of the output; none by default.</param>
    public static ServingPipeline Of(string name, Preprocessing preprocessing, AnswerForm form = AnswerForm.Label, IReadOnlyList<string>? classNames = null) =>
        new() { Subject = name, Preprocessing = preprocessing, Form = form, ClassNames = classNames ?? [] };

    /// <summary>Decodes and preprocesses the bytes of a PNG or JPEG file.</summary>
    /// <exception cref="UnreadablePictureException">The bytes are no picture that can be used.</exception>
    public PreparedPicture Prepare(ReadOnlyMemory<byte> picture) => Prepare(PictureCodec.Decode(picture.ToArray(), orientation: Preprocessing.Orientation));

    /// <summary>Preprocesses a picture that is decoded already.</summary>
    public PreparedPicture Prepare(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var input = Preprocessing.Apply(picture);
        var tensor = Tensor.Of(input.Values, [.. input.Shape.Select(side => (long)side)]);
        return new(new Dictionary<string, Tensor> { [InputName ?? ""] = tensor }, new(picture.Width, picture.Height));
    }

    /// <summary>Runs a whole model on one picture: prepare, infer, finish.</summary>
    public ServedAnswer Serve(Session session, ReadOnlyMemory<byte> picture)
    {
        ArgumentNullException.ThrowIfNull(session);
        var prepared = Prepare(picture);
        var inputs = InputName is null ? new Dictionary<string, Tensor> { [session.InputTypes[0].Name] = prepared.Inputs.Values.Single() } : prepared.Inputs;
        return Finish(session.Run(inputs), prepared.Size);
    }

    /// <summary>The answer from a model's outputs.</summary>
    /// <param name="outputs">Tensors by name, the model's first output first; float32, one picture.</param>
    /// <param name="size">Size of the picture as it came.</param>
    /// <exception cref="ArgumentException">The output is missing, holds more than one picture, or has another shape than <see cref="Form"/> says.</exception>
    public ServedAnswer Finish(IReadOnlyDictionary<string, Tensor> outputs, PictureSize size)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var output = OutputName is null ? outputs.Values.First()
            : outputs.TryGetValue(OutputName, out var named) ? named
            : throw new ArgumentException($"'{Subject}' answers from '{OutputName}', but given are '{string.Join("', '", outputs.Keys)}'", nameof(outputs));
        var scores = output.Values<float>();
        switch (Form, output.Shape)
        {
            case (AnswerForm.Label, [1, _]):
                var best = PixelClasses.MostLikely(scores);
                return new() { Class = best, Label = NameOf(best) };
            case (AnswerForm.Pixels, [1, _, var height, var width]):
                return Segmented(ResizedClasses.Of(scores, (int)width, (int)height, size.Width, size.Height), size);
            case (AnswerForm.SubPixels, [1, var classes, var labels]):
                var (columns, rows) = LabelsOf(labels);
                return Segmented(ResizedClasses.Of(Arranged(scores, (int)classes, columns, rows), columns, rows, size.Width, size.Height), size);
            default:
                throw new ArgumentException(
                    $"'{Subject}' is read as {Form}, which an output of shape [{string.Join(", ", output.Shape)}] cannot be; give one picture, and the form that the model has", nameof(outputs));
        }
    }

    private static float[] Arranged(ReadOnlySpan<float> scores, int classes, int width, int height)
    {
        var planes = new float[scores.Length];
        for (var one = 0; one < classes; one++)
            SubPixels.Arranged(scores.Slice(one * width * height, width * height), width, height).CopyTo(planes, one * width * height);
        return planes;
    }

    private (int Width, int Height) LabelsOf(long labels)
    {
        var side = (int)Math.Sqrt(labels);
        var (width, height) = Preprocessing.Stretch is { } stretch ? (stretch.Width / SubPixels.Step, stretch.Height / SubPixels.Step) : (side, side);
        return (long)width * height == labels ? (width, height)
            : throw new ArgumentException($"'{Subject}' gives {labels} labels per class, but its input of {Preprocessing.Stretch} has {width}x{height}");
    }

    private ServedAnswer Segmented(byte[] classes, PictureSize size)
    {
        var map = new LabelMap(size.Width, size.Height, classes);
        return new() { Map = map, Png = PalettePng.Encode(map, Colours) };
    }

    private string NameOf(int one) => one < ClassNames.Count ? ClassNames[one] : FormattableString.Invariant($"class {one}");
}
