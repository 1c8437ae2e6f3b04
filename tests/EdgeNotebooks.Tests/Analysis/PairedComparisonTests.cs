using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Analysis;

public class PairedComparisonTests
{
    private static readonly Study Committed = Study.Open(PaperFolder.Committed);

    /// <summary>All seven Wilcoxon rows of statistics.csv: printed and recomputed with SciPy 1.10.1.</summary>
    [Fact]
    public void EveryWilcoxonTest_EqualsThePaper()
    {
        var ours = new[] { PairedComparison.OfAccuracy(Committed.Accuracy), PairedComparison.OfNodes(Committed.GraphNodes) }
            .SelectMany(comparison => comparison.Tests.Select(test => (comparison.Name, Test: test))).ToArray();
        var rows = Committed.Statistics.Where(row => row.Test == "wilcoxon_signed_rank").ToArray();
        Assert.Equal((7, 7), (rows.Length, ours.Length));
        foreach (var row in rows)
        {
            var one = ours.Single(one => one.Name == row.Family && (one.Test.A, one.Test.B) == (row.GroupA, row.GroupB)).Test;
            Assert.Equal((row.CountA, row.Alpha, row.Significant), (one.Pairs, one.Alpha, one.Significant));
            Assert.Equal(row.Printed.Statistic, one.Test.W);
            Close.Relative(row.Printed.P!.Value, one.Test.P, 1e-12);
            Close.Relative(row.Printed.CliffsDelta!.Value, one.Effect.Delta, 1e-12);
            Assert.Equal(row.Printed.Magnitude, one.Effect.Magnitude.InWords());
        }
    }

    [Fact]
    public void PairsThatAreCountedTwice_AreWarnedOf() =>
        Assert.StartsWith("6 of 18 pairs repeat another pair exactly", PairedComparison.OfAccuracy(Committed.Accuracy).Warnings[0],
            StringComparison.Ordinal);

    // Six pairs that all point one way: p = 2/2^6.
    [Fact]
    public void EachModelOnce_LeavesNothingSignificant() => Assert.All(PairedComparison.OfAccuracyOnce(Committed.Accuracy).Tests, test =>
    {
        Assert.Equal((6, 0.03125), (test.Pairs, test.Test.P.Value));
        Assert.False(test.Significant);
    });

    // PAPER.md, section 1: partition leaves accuracy unchanged; section 9, item 9: resnext partition is missing in the authors' file.
    [Fact]
    public void APartitionedModel_HasTheAccuracyOfTheWholeOne()
    {
        Assert.Equal(83.244, Committed.Accuracy.Percent("resnext", "partition", "top1_pct"));
        Assert.Equal(75.32, Committed.Accuracy.Percent("duc", "quantize_earlyexit_partition", "miou_pct"));
        Assert.Throws<ConfigurationNotFoundException>(() => Committed.Accuracy.Percent("duc", "identity", "top1_pct"));
    }

    [Fact]
    public void NodesAndSizes_AreRead()
    {
        Assert.Equal(16, Committed.GraphNodes.Count);
        Assert.Equal(82, Committed.Accuracy.ToDataFrame().Rows.Count);
        Assert.Equal(new GraphNodes("duc", "quantize", 187, 218), Committed.GraphNodes.Single(row => (row.Subject, row.Operator) == ("duc", "quantize")));
        Assert.Equal((126_817_768, 507.271e6), (Committed.ModelSizes[0].Parameters!.Value, Committed.ModelSizes[0].Float32Bytes));
        Assert.Null(Committed.ModelSizes[^1].Parameters);
    }
}
