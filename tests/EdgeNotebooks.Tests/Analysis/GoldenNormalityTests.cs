using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Analysis;

public class GoldenNormalityTests
{
    /// <summary>The paper's values come from SciPy 1.10, which computes in single precision: W within 5e-6, log10 p within 2e-4 relative.</summary>
    [Fact]
    public void All72ShapiroTests_AgreeWithThePaper()
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var study = Study.Open(Path.GetDirectoryName(PaperFolder.Require("statistics.csv"))!);
        var rows = study.Statistics.Where(row => row.Test == "shapiro_wilk").ToArray();
        Assert.Equal((72, 72), (rows.Length, study.Latencies.NormalityTable().Rows.Count));
        foreach (var row in rows)
        {
            var place = row.GroupA.Split(':');
            var ours = ShapiroWilk.Test(study.Latencies[row.Subject, place[1], place[0]].Seconds);
            Assert.Equal(row.Recomputed.Statistic!.Value, ours.W, 5e-6);
            Close.Relative(row.Log10P, ours.P.Log10, 2e-4, $"{row.Subject} {row.GroupA}");
            Assert.True(ours.P < row.Alpha);
        }
    }
}
