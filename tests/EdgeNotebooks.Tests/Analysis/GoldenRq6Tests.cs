using System.Globalization;
using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

/// <summary>All 6,360 rows of statistics_rq6.csv (SciPy 1.10.1 and own Conover code) against ours from the raw bandwidth grid.</summary>
public class GoldenRq6Tests
{
    [Fact]
    public void EveryRow_EqualsThePaper()
    {
        var file = PaperFolder.Require("statistics_rq6.csv");
        PaperFolder.Require("network_variation.csv");
        var study = Study.Open(Path.GetDirectoryName(file)!);
        var grid = BandwidthComparison.Of(study.Network);
        Assert.Equal((424, 6350), (BandwidthComparison.KruskalTable(grid).Rows.Count, BandwidthComparison.PairTable(grid).Rows.Count));
        var ours = grid.ToDictionary(one => (one.Configuration.Deployment, one.Configuration.Operator, one.Configuration.Subject, one.FixedLink, one.FixedMbps));
        Assert.Equal(424, ours.Count);

        var (rows, blank) = (0, 0);
        foreach (var cells in File.ReadLines(file).Skip(1).Select(line => line.Split(',')))
        {
            rows++;
            var one = ours[(cells[1], cells[2], cells[3], cells[4], cells[5].Length == 0 ? null : Number(cells[5]))];
            Close.Relative(Number(cells[10]), one.Overall.H, 1e-9);
            Close.Log10P(Math.Log10(Number(cells[11])), one.Overall.P.Log10);
            var pair = one.Pairs.SingleOrDefault(p => (p.MbpsA, p.MbpsB) == (Number(cells[6]), Number(cells[7])));
            if (cells[12].Length == 0)
            {
                Assert.Null(pair);
                blank++;
                continue;
            }

            Close.Log10P(Math.Log10(Number(cells[12])), pair!.Alone!.P.Log10, string.Join(',', cells));
            Close.Log10P(Math.Log10(Number(cells[13])), pair.Pooled.P.Log10, string.Join(',', cells));
            Close.Log10P(Math.Log10(Number(cells[14])), pair.PooledHolm.Log10, string.Join(',', cells));
        }

        Assert.Equal((6360, 10), (rows, blank));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
