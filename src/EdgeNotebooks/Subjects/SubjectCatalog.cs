using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Cards;

namespace EdgeNotebooks.Subjects;

/// <summary>
/// Every subject by name, and its model file where there is one: small ones in <c>models/SUBJECT.onnx</c>, full-size ones in
/// <c>models/cache/SUBJECT.onnx</c> (built here) or where <c>models/zoo.json</c> says (originals, which come first).
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class SubjectCatalog : IDisplay
{
    private readonly string? _folder;
    private readonly Lazy<Zoo> _zoo;

    /// <summary>A catalog of the models in <paramref name="folder"/>; null for none.</summary>
    public SubjectCatalog(string? folder)
    {
        _folder = folder;
        _zoo = new(() => Zoo.Read(folder));
    }

    /// <summary>Names of all subjects, the full-size ones first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. KnownSubjects.All.Select(subject => subject.Name)];

    /// <summary>Every subject.</summary>
    public static IReadOnlyList<Subject> Subjects => KnownSubjects.All;

    /// <summary>The folder that holds the models; null where no checkout is above.</summary>
    public string? Folder => _folder;

    /// <summary>Where full-size models are written.</summary>
    public string CacheFolder => Path.Combine(_folder ?? "models", "cache");

    /// <summary>The catalog of the checkout that the current folder or the program lies in.</summary>
    public static SubjectCatalog Default() => new(new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
        .SelectMany(Upwards).Select(folder => Path.Combine(folder, "models")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "resnet_mini.onnx"))));

    /// <summary>The subject of that name.</summary>
    /// <exception cref="UnknownSubjectException">There is none; the nearest name is suggested.</exception>
    public static Subject Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return KnownSubjects.All.FirstOrDefault(subject => subject.Name == name) ?? throw new UnknownSubjectException(name, Names);
    }

    /// <summary>The model of a subject, with a null path where there is none yet.</summary>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    public SubjectModel Find(string name)
    {
        var subject = Require(name);
        if (_folder is null) return new(subject, null, null);
        foreach (var original in _zoo.Value.PathsOf(name).Where(File.Exists)) return new(subject, original, WeightsOf(original));
        var path = subject.IsFullSize ? Path.Combine(CacheFolder, $"{name}.onnx") : Path.Combine(_folder, $"{name}.onnx");
        if (!File.Exists(path)) return new(subject, null, null);
        return subject.IsFullSize ? new(subject, path, WeightsOf(path)) : new(subject, path, "trained", ModelCard.Beside(path));
    }

    /// <summary>The models of all subjects.</summary>
    public IReadOnlyList<SubjectModel> FindAll() => [.. Names.Select(Find)];

    /// <summary>The weights that a file states in its metadata; <c>original</c> when it states none.</summary>
    /// <exception cref="InvalidModelException">It is no ONNX model.</exception>
    public static string WeightsOf(string path) => OnnxModel.Load(path).Metadata.GetValueOrDefault(SubjectModel.WeightsKey, "original");

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Table(
        ["subject", "what", "from", "weights", "parameters", "data set", "accuracy, %"], [.. FindAll().Select(Row)],
        "A subject without weights is not there yet: models of full size are built or fetched.");

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n", FindAll());

    private static string[] Row(SubjectModel found) =>
    [
        found.Subject.Name, found.Subject.About, found.From, found.Weights ?? "-",
        FullSizeModel.ArchitectureOf(found.Subject.Name).Parameters.ToString(CultureInfo.InvariantCulture), found.Subject.Dataset,
        (found.Card?.Metrics.Top1Pct ?? found.Card?.Metrics.MeanIouPct)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-",
    ];

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
