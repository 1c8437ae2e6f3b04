using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>Paired values of two kinds compared.</summary>
/// <param name="A">First kind; a positive delta means that it has the larger values.</param>
/// <param name="B">Second kind.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Alpha">Level of significance.</param>
/// <param name="Test">Exact Wilcoxon signed-rank test.</param>
/// <param name="Effect">Cliff's delta, which ignores the pairing.</param>
public sealed record PairedTest(string A, string B, int Pairs, double Alpha, WilcoxonSignedRank Test, CliffsDelta Effect)
{
    /// <summary>Whether p is below alpha.</summary>
    public bool Significant => Test.P.Value < Alpha;

    internal static PairedTest Of(string a, string b, IReadOnlyList<(double A, double B)> pairs, double alpha)
    {
        var (x, y) = (new Sample(a, pairs.Select(pair => pair.A), "%"), new Sample(b, pairs.Select(pair => pair.B), "%"));
        return new(a, b, pairs.Count, alpha, WilcoxonSignedRank.Test(x, y, method: PMethod.Exact), CliffsDelta.Of(x, y));
    }
}

/// <summary>The study's Wilcoxon signed-rank tests of one kind (labelled rank-sum in its output).</summary>
/// <param name="Name">Name in <c>statistics.csv</c>.</param>
/// <param name="Title">The comparison in words.</param>
/// <param name="Tests">One per pair of kinds, in the study's order.</param>
/// <param name="Warnings">What a reader must know before trusting the tests, one sentence each.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record PairedComparison(string Name, string Title, IReadOnlyList<PairedTest> Tests, IReadOnlyList<string> Warnings) : IDisplay
{
    private static readonly (string A, string B, double Alpha)[] OperatorPairs =
    [
        ("identity", "quantize", 0.05 / 4), ("identity", "earlyexit", 0.05 / 2), ("quantize", "earlyexit", 0.05 / 2),
        ("identity", "quantize_earlyexit", 0.05 / 2), ("quantize", "quantize_earlyexit", 0.05 / 2), ("earlyexit", "quantize_earlyexit", 0.05 / 2),
    ];

    /// <summary>
    /// Accuracy of each two operators, over subjects, metrics and tiers as the study did: 18 pairs, those of mobile and edge twice the same
    /// numbers. Levels 0.05/4 for identity against quantize, 0.05/2 for the others.
    /// </summary>
    public static PairedComparison OfAccuracy(Accuracies accuracies) =>
        OfAccuracy(accuracies, "wilcoxon_accuracy", "accuracy of each two operators on cloud, mobile and edge", ["cloud", "mobile_edge", "mobile_edge"]);

    /// <summary>The same with each model and metric counted once (six pairs, the CPU's values), at the same levels.</summary>
    public static PairedComparison OfAccuracyOnce(Accuracies accuracies) =>
        OfAccuracy(accuracies, "wilcoxon_accuracy_once", "accuracy of each two operators, each model and metric once", ["mobile_edge"]);

    /// <summary>Share of nodes on the GPU against that on the CPU, for the identity and quantized models of resnet, resnext and fcn.</summary>
    public static PairedComparison OfNodes(IReadOnlyList<GraphNodes> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var pairs = models.Where(model => model.Subject is "resnet" or "resnext" or "fcn" && model.Operator is "identity" or "quantize")
            .Select(model => (model.CudaPercent, model.CpuPercent)).ToArray();
        return new("wilcoxon_gpu_vs_cpu_nodes", "share of nodes on the GPU against the CPU", [PairedTest.Of("cuda_node_share_pct", "cpu_node_share_pct", pairs, 0.05)],
            ["the two shares of a model add up to 100 %, so each pair holds one number, not two; duc is not among the models"]);
    }

    /// <summary>One row per test: a, b, pairs, w, p, log10_p, alpha, significant, cliffs_delta, magnitude, method.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Tests, new("a", row => row.A), new("b", row => row.B), new("pairs", row => row.Pairs),
        new("w", row => row.Test.W), new("p", row => row.Test.P.Value), new("log10_p", row => row.Test.P.Log10), new("alpha", row => row.Alpha),
        new("significant", row => row.Significant), new("cliffs_delta", row => row.Effect.Delta),
        new("magnitude", row => row.Effect.Magnitude.InWords()), new("method", row => row.Test.Method));

    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(ToDataFrame()) + HtmlText.Sentences([], Warnings, Title);

    /// <summary>The table as text, then the warnings.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [DataFrameDisplay.ToText(ToDataFrame()), .. Warnings.Select(w => $"Warning: {w}")]);

    private static PairedComparison OfAccuracy(Accuracies accuracies, string name, string title, IReadOnlyList<string> tiers)
    {
        ArgumentNullException.ThrowIfNull(accuracies);
        var models = accuracies.Where(row => row.Tier != "any").Select(row => (row.Subject, row.Metric)).Distinct().ToArray();
        PairedTest[] tests = [.. OperatorPairs.Select(kinds => PairedTest.Of(kinds.A, kinds.B, [.. tiers.SelectMany(tier => models.Select(model =>
            (accuracies.Percent(model.Subject, kinds.A, model.Metric, tier), accuracies.Percent(model.Subject, kinds.B, model.Metric, tier))))], kinds.Alpha))];
        return new(name, title, tests, [.. tests.Select(test => test.Test.Warning).OfType<string>().Distinct()]);
    }
}
