using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>
/// The authors' data: raw measurements where they are on this machine, and always the committed summaries of <c>data/paper</c>.
/// </summary>
/// <remarks>
/// Singh, Fallahzadeh, Adams, Hassan, "On the Impact of Black-box Deployment Strategies for Edge AI on Latency and Model Performance",
/// arXiv 2403.17154, and its replication package SAILResearch/wip-24-jaskirat-black-box-edge-operators.
/// </remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Study : IDisplay
{
    /// <summary>How to get the raw measurements.</summary>
    public const string Remedy = "get them with 'edgenb fetch paper', or set EDGENB_PAPER to a folder with raw/latency_raw.csv and network_variation.csv";

    private const string RawLatencies = "latency_raw.csv";
    private const string RawNetwork = "network_variation.csv";
    private const int ImagesPerRun = 100;

    private readonly StudyFolders _folders;
    private readonly Lazy<Latencies> _latencies;
    private readonly Lazy<LatencySummaries> _summary;
    private readonly Lazy<IReadOnlyList<PublishedStatistic>> _statistics;
    private readonly Lazy<IReadOnlyList<NetworkCell>> _network;
    private readonly Lazy<NetworkSummaries> _networkSummary;
    private readonly Lazy<Accuracies> _accuracy;
    private readonly Lazy<IReadOnlyList<GraphNodes>> _nodes;
    private readonly Lazy<IReadOnlyList<ModelSize>> _sizes;

    private Study(StudyFolders folders)
    {
        _folders = folders;
        _latencies = new(() => ReadLatencies(Raw("the authors' latency measurements", RawLatencies)));
        _summary = new(() => LatencySummaries.ReadCsv(Committed("latency_summary.csv"), "the committed summary of the authors' measurements"));
        _statistics = new(() => PublishedStatistic.ReadCsv(Committed("statistics.csv")));
        _network = new(() => NetworkCell.ReadCsv(Raw("the authors' repeats of the bandwidth grid", RawNetwork)));
        _networkSummary = new(() => NetworkSummaries.ReadCsv(Committed("network_summary.csv"), "the committed summary of the authors' bandwidth grid"));
        _accuracy = new(() => Accuracies.ReadCsv(Committed("accuracy.csv"), "the authors' accuracies"));
        _nodes = new(() => Analysis.GraphNodes.ReadCsv(Committed("graph_nodes.csv")));
        _sizes = new(() => ModelSize.ReadCsv(Committed("model_sizes.csv")));
    }

    /// <summary>
    /// Opens the authors' data. Raw measurements are looked for under <c>data/paper/raw</c> of the project (walking up from the current
    /// folder, then from the library's own), then in the folder that the environment variable <c>EDGENB_PAPER</c> names.
    /// </summary>
    public static Study Open() => new(new(
        [Directory.GetCurrentDirectory(), AppContext.BaseDirectory, Path.GetDirectoryName(typeof(Study).Assembly.Location) ?? "."],
        Environment.GetEnvironmentVariable("EDGENB_PAPER")));

    /// <summary>Opens the data in one folder laid out like <c>data/paper</c>, and nowhere else.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static Study Open(string folder) => Directory.Exists(folder)
        ? new(new([], folder))
        : throw new DirectoryNotFoundException($"no folder '{folder}'; {Remedy}");

    /// <summary>Whether the 36,000 raw latencies are here.</summary>
    public bool HasLatencies => _folders.Find(RawLatencies) is not null;

    /// <summary>Whether the raw repeats of the bandwidth grid are here.</summary>
    public bool HasNetwork => _folders.Find(RawNetwork) is not null;

    /// <summary>The authors' latencies: 72 configurations, 500 each (100 images x runs 2 to 6; run 1 was a warm-up and is not in the file).</summary>
    /// <exception cref="StudyDataMissingException">They are not on this machine.</exception>
    public Latencies Latencies => _latencies.Value;

    /// <summary>Each of the 72 configurations in eight numbers; always there.</summary>
    public LatencySummaries Summary => _summary.Value;

    /// <summary>The bandwidth grid of RQ6 with its five kept repeats per cell.</summary>
    /// <exception cref="StudyDataMissingException">They are not on this machine.</exception>
    public IReadOnlyList<NetworkCell> Network => _network.Value;

    /// <summary>The bandwidth grid of RQ6: count, minimum, median and maximum per cell; always there.</summary>
    public NetworkSummaries NetworkSummary => _networkSummary.Value;

    /// <summary>The statistics that were printed in the study, each beside its recomputed value; always there.</summary>
    public IReadOnlyList<PublishedStatistic> Statistics => _statistics.Value;

    /// <summary>The authors' accuracies in percent; always there.</summary>
    public Accuracies Accuracy => _accuracy.Value;

    /// <summary>Where ONNX Runtime placed each model's nodes on the cloud; always there.</summary>
    public IReadOnlyList<GraphNodes> GraphNodes => _nodes.Value;

    /// <summary>Sizes of the full-size subjects and of their parts; always there.</summary>
    public IReadOnlyList<ModelSize> ModelSizes => _sizes.Value;

    /// <summary>What is not on this machine and how to get it, one sentence per file; empty when nothing is missing.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. HasLatencies ? [] : new[] { $"raw latencies ({RawLatencies}) are missing, tables and charts come from the committed summaries; {Remedy}" },
        .. HasNetwork ? [] : new[] { $"raw repeats of the bandwidth grid ({RawNetwork}) are missing, charts come from the committed summary; {Remedy}" },
    ];

    /// <summary>
    /// A family of comparisons: computed from the raw latencies where they are here, else read from the committed table. The result's
    /// source, its caption and the tables' column <c>source</c> say which.
    /// </summary>
    /// <param name="family">What to compare.</param>
    /// <param name="adjust">Adjustment within each subject's reported pairs; default none, as the study did.</param>
    /// <param name="alpha">Level of significance, default 0.05.</param>
    public FamilyResult Compare(ComparisonFamily family, PAdjustment adjust = PAdjustment.None, double alpha = 0.05) => HasLatencies
        ? family.Compare(Latencies, adjust, alpha)
        : CommittedComparison.Of(family, Statistics, adjust, alpha);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("the authors' data",
    [
        ("raw latencies", HasLatencies ? Latencies.ToString() : Missing[0]),
        ("bandwidth grid", HasNetwork ? "raw repeats are here" : Missing[^1]),
        ("summaries", $"{Summary.Count} configurations, {NetworkSummary.Count} cells of the bandwidth grid, {Statistics.Count} published statistics"),
    ]);

    /// <summary>What is here, in one line.</summary>
    public override string ToString() => Missing.Count == 0
        ? "the authors' data: raw latencies and bandwidth grid"
        : $"the authors' data: {string.Join("; ", Missing)}";

    private static Latencies ReadLatencies(string path)
    {
        var flat = Latencies.ReadCsv(path, "the authors' 36,000 latencies");
        return new(flat.Select(group => group with { Repeats = Repeats.InOrder(group.Seconds.Count, ImagesPerRun, firstRun: 2) }), flat.Source);
    }

    /// <summary>A file of the study that the project neither holds nor needs; null where it is not on this machine.</summary>
    internal string? Find(string file) => _folders.Find(file);

    internal string Committed(string file) => _folders.Find(file)
        ?? throw new FileNotFoundException($"no {file} in {string.Join(", ", _folders.All)}; it is part of the project, run from inside a checkout", file);

    private string Raw(string what, string file) => _folders.Find(file) ?? throw new StudyDataMissingException(what, file, _folders.All);
}
