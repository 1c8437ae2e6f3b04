using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

/// <summary>The study's own table, recomputed with SciPy 1.10.1 and 40-digit arithmetic (statistics.csv), against ours from the raw latencies.</summary>
public class GoldenComparisonTests
{
    private static readonly Lazy<Study> Raw = new(() => Study.Open(Path.GetDirectoryName(PaperFolder.Require("statistics.csv"))!));

    public static TheoryData<string> Families => [.. ComparisonFamily.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void EveryTestAndEffect_EqualsThePaper(string name)
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var result = Raw.Value.Compare(ComparisonFamily.All.Single(family => family.Name == name));
        var rows = Raw.Value.Statistics.Where(row => row.Family == name).ToArray();
        Assert.Equal(rows.Length, result.Subjects.Count + result.Subjects.Sum(one => one.Pairs.Count));
        foreach (var row in rows)
        {
            var what = $"{row.Subject} {row.GroupA} {row.GroupB}";
            if (row.Test == "kruskal_wallis")
            {
                var overall = result[row.Subject].Overall;
                Close.Relative(row.Recomputed.Statistic!.Value, overall.H, 1e-9, what);
                Assert.Equal(row.DegreesOfFreedom, overall.DegreesOfFreedom);
                Close.Log10P(row.Log10P, overall.P.Log10, what);
                Assert.Equal(row.GroupA, string.Join('|', overall.Groups));
            }
            else
            {
                var pair = result[row.Subject].Pairs.Single(p => p.A.Place == row.GroupA && p.B.Place == row.GroupB);
                Close.Relative(row.Recomputed.Statistic!.Value, pair.Conover.Statistic, 1e-9, what);
                Close.Log10P(row.Log10P, pair.Conover.P.Log10, what);
                Close.Relative(row.Recomputed.CliffsDelta!.Value, pair.Effect.Delta, 1e-9, what);
                Assert.Equal(row.Recomputed.Magnitude, EdgeNotebooks.Statistics.Magnitudes.InWords(pair.Effect.Magnitude));
                Assert.Equal(row.Significant, pair.Significant);
            }
        }
    }

    [Fact]
    public void TheFamilies_CoverThePaper()
    {
        var rows = Study.Open(PaperFolder.Committed).Statistics;
        Assert.Equal(36, rows.Count(row => row.Test == "kruskal_wallis" && ComparisonFamily.All.Any(family => family.Name == row.Family)));
        Assert.Equal(324, rows.Count(row => row.Test == "conover" && ComparisonFamily.All.Any(family => family.Name == row.Family)));
    }

    [Fact]
    public void EverySummary_EqualsThePaper()
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var ours = Raw.Value.Latencies.Summarize();
        Assert.Equal(72, ours.Count);
        foreach (var (configuration, expected) in Raw.Value.Summary)
        {
            var actual = ours[configuration];
            Assert.Equal(expected.N, actual.N);
            Close.Relative(expected.Min, actual.Min, 0);
            Close.Relative(expected.Q1, actual.Q1, 1e-12);
            Close.Relative(expected.Median, actual.Median, 1e-12);
            Close.Relative(expected.Q3, actual.Q3, 1e-12);
            Close.Relative(expected.Max, actual.Max, 0);
            Close.Relative(expected.Mean, actual.Mean, 1e-12);
            Close.Relative(expected.Std, actual.Std, 1e-12);
        }
    }

    [Fact]
    public void TheCommittedNetworkSummary_EqualsTheRawGridWithoutWarmUp()
    {
        var raw = File.ReadLines(PaperFolder.Require("network_variation.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[5] != "1")
            .ToLookup(cells => (cells[0], cells[2], cells[1], cells[3], cells[4]), cells => double.Parse(cells[6], System.Globalization.CultureInfo.InvariantCulture));
        var cells = Study.Open(PaperFolder.Committed).NetworkSummary;
        Assert.Equal(raw.Count, cells.Count);
        foreach (var cell in cells)
        {
            var (c, ec) = (cell.Configuration, cell.EdgeCloudMbps is { } mbps ? FormattableString.Invariant($"{mbps}") : "");
            var values = raw[(c.Subject, c.Operator, c.Deployment, FormattableString.Invariant($"{cell.MobileEdgeMbps}"), ec)].Order().ToArray();
            Assert.Equal((5, values[0], values[2], values[4]), (cell.N, cell.Min, cell.Median, cell.Max));
        }
    }
}
