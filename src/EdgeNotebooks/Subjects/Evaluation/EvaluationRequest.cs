using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>A model, a data set, and how much of it: what <c>edgenb evaluate</c> is asked.</summary>
/// <param name="Model">An ONNX file, or a subject's name.</param>
/// <param name="Dataset"><c>shapes</c>, <c>scenes</c>, <c>imagenet</c>, <c>coco</c>, <c>cityscapes</c>, or a folder of pictures.</param>
public sealed record EvaluationRequest(string Model, string Dataset)
{
    private const int DrawnPictures = 2000;
    private static readonly string[] s_known = ["shapes", "scenes", "imagenet", "coco", "cityscapes"];

    /// <summary>How many pictures; null takes 2,000 of a drawn set and all of another.</summary>
    public int? Samples { get; init; }

    /// <summary>Which subset is taken where the set has more pictures.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether a bad picture is passed over instead of ending the evaluation.</summary>
    public bool SkipBad { get; init; }

    /// <summary>Labels of a folder; <c>labels.csv</c> in it when null.</summary>
    public string? Labels { get; init; }

    /// <summary>File of class names.</summary>
    public string? Classes { get; init; }

    /// <summary>Preprocessing file; null takes that of the subject or of the data set.</summary>
    public string? Preprocessing { get; init; }

    /// <summary>Measures. Progress goes through <see cref="Display.Work"/>.</summary>
    /// <exception cref="RandomWeightsException">The model has random weights.</exception>
    /// <exception cref="ArgumentException">The data set is unknown, or the number of samples is below 1.</exception>
    public Accuracy Run()
    {
        if (Samples < 1) throw new ArgumentException($"{Samples} samples cannot be measured; give at least 1");
        if (!s_known.Contains(Dataset) && !Directory.Exists(Dataset))
            throw new ArgumentException($"there is no data set and no folder '{Dataset}'; known: {string.Join(", ", s_known)}; closest: '{Units.NearestName.Among(Dataset, s_known, 1)[0]}'");
        var path = SubjectCatalog.Names.Contains(Model) && !File.Exists(Model) ? SubjectCatalog.Default().Find(Model).RequirePath() : Model;
        // A full-size file takes seconds to load; what it is stands in its first bytes.
        if (File.Exists(path) && SubjectCatalog.WeightsOf(path) == "random") throw new RandomWeightsException(path);
        using var session = Session.Open(path);
        var skipped = new SkippedPictures();
        return Dataset switch
        {
            "shapes" => Evaluator(session, "resnet_mini").Classify(ShapesDataset.HeldOut(Samples ?? DrawnPictures, Seed), Samples ?? DrawnPictures),
            "scenes" => Evaluator(session, session.InputTypes[0].Name == "data" ? "duc_mini" : "fcn_mini")
                .Segment(ScenesDataset.HeldOut(Samples ?? DrawnPictures, Seed), Samples ?? DrawnPictures),
            "imagenet" => Classify(session, ImageNetDataset.Open(Sets("imagenet", "val"), Labels ?? Sets("imagenet", "labels.txt"), Names()), skipped, "resnet"),
            "coco" => Read(CocoDataset.Open(Sets("coco", "val2017"), Sets("coco", "annotations/instances_val2017.json")), skipped,
                (items, count) => Evaluator(session, "fcn").SegmentForeground(items, count, skipped)),
            "cityscapes" => Read(CityscapesDataset.Open(Sets("cityscapes", "")), skipped, (items, count) => Evaluator(session, "duc").SegmentCrops(items, count, skipped)),
            _ => Classify(session, PictureFolder.Open(Dataset, LabelsOfFolder(), Names()), skipped, SubjectOf(path)),
        };
    }

    private Accuracy Classify(Session session, StreamedDataset<LabelledPicture> set, SkippedPictures skipped, string subject) =>
        Read(set, skipped, (items, count) => Evaluator(session, subject).Classify(items, count, skipped));

    private Accuracy Read<T>(StreamedDataset<T> set, SkippedPictures skipped, Func<IEnumerable<T>, int, Accuracy> measure)
    {
        var chosen = Samples is { } samples && samples < set.Count ? set.Subset(samples, Seed) : set;
        return measure(chosen.Read(SkipBad ? skipped : null), chosen.Count);
    }

    private Evaluator Evaluator(Session session, string subject)
    {
        var pipeline = ServingPipeline.For(subject);
        return new(session, Preprocessing is { } file ? pipeline with { Preprocessing = Imaging.Preprocessing.Load(file) } : pipeline);
    }

    /// <summary>The subject whose preprocessing the file wants: its name begins with it. Any other needs a preprocessing file.</summary>
    private string SubjectOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return SubjectCatalog.Subjects.Where(one => one.Kind == SubjectKind.Classification).Select(one => one.Name).OrderByDescending(one => one.Length)
            .FirstOrDefault(one => name.StartsWith(one, StringComparison.Ordinal)) ?? (Preprocessing is not null ? "resnet"
            : throw new ArgumentException($"how '{path}' wants its pictures is not known; give a file with --preprocessing (size, crop, mean, std, layout)"));
    }

    private string LabelsOfFolder()
    {
        var file = Labels ?? Path.Combine(Dataset, "labels.csv");
        return File.Exists(file) ? file : throw new InvalidDatasetException(file, "there is no labels file; accuracy needs one with lines 'file,label' (labels.csv in the folder, or --labels FILE)");
    }

    private IReadOnlyList<string>? Names() => Classes is null ? null : ClassNames.Read(Classes);

    /// <summary>A part of a fetched data set, in data/sets of the checkout or of the current folder.</summary>
    private static string Sets(string name, string part)
    {
        var root = SubjectCatalog.Default().Folder is { } models ? Path.GetDirectoryName(models)! : Directory.GetCurrentDirectory();
        var folder = Path.Combine(root, "data", "sets", name);
        return Directory.Exists(folder) ? Path.Combine(folder, part)
            : throw new InvalidDatasetException(folder, $"the data set '{name}' is not there; 'edgenb fetch datasets {name}' gets it or says how");
    }
}
