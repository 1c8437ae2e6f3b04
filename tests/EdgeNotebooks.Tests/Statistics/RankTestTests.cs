using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

public class RankTestTests
{
    /// <summary>Every choice of which values are A's, by U; twice the smaller tail.</summary>
    [Theory]
    [InlineData(100, 1)]
    [InlineData(5, 2)]
    public void MannWhitney_EqualsFullEnumeration(int distinct, int seed)
    {
        var random = new Random(seed);
        for (var draw = 0; draw < 30; draw++)
        {
            int na = random.Next(2, 6), nb = random.Next(2, 6);
            double[] all = [.. Enumerable.Range(0, na + nb).Select(_ => (double)random.Next(distinct))];
            if (all.Distinct().Count() == 1) continue;
            double U(int mask) => Side(mask, 1).Sum(x => Side(mask, 0).Sum(y => x > y ? 1 : x == y ? 0.5 : 0));
            IEnumerable<double> Side(int mask, int bit) => all.Where((_, i) => (mask >> i & 1) == bit);
            var observed = (1 << na) - 1;
            double[] everywhere = [.. Enumerable.Range(0, 1 << (na + nb)).Where(mask => int.PopCount(mask) == na).Select(U)];
            var tail = Math.Min(everywhere.Count(u => u <= U(observed)), everywhere.Count(u => u >= U(observed)));
            var ours = MannWhitney.Test(new("a", all[..na]), new("b", all[na..]));
            Assert.True(ours.Exact);
            Assert.Equal(U(observed), ours.U);
            Close.Relative(Math.Min(1, 2.0 * tail / everywhere.Length), ours.P, 1e-12);
        }
    }

    /// <summary>Every pattern of signs over the observed ranks; twice the smaller tail.</summary>
    [Theory]
    [InlineData(1000, ZeroDifferences.Drop)]
    [InlineData(4, ZeroDifferences.Drop)]
    [InlineData(4, ZeroDifferences.Pratt)]
    public void Wilcoxon_EqualsFullEnumeration(int distinct, ZeroDifferences zeros)
    {
        var random = new Random(5);
        for (var draw = 0; draw < 30; draw++)
        {
            var n = random.Next(3, 11);
            double[] d = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(-distinct, distinct + 1))];
            if (d.All(x => x == 0)) continue;
            var ranked = d.Where(x => zeros == ZeroDifferences.Pratt || x != 0).ToArray();
            double[] ranks = [.. ranked.Select(x => ranked.Count(y => Math.Abs(y) < Math.Abs(x)) + (ranked.Count(y => Math.Abs(y) == Math.Abs(x)) + 1) / 2.0)];
            var used = ranked.Zip(ranks).Where(pair => pair.First != 0).ToArray();
            var observed = used.Where(pair => pair.First > 0).Sum(pair => pair.Second);
            double[] everywhere = [.. Enumerable.Range(0, 1 << used.Length).Select(mask => used.Where((_, i) => (mask >> i & 1) == 1).Sum(pair => pair.Second))];
            var tail = Math.Min(everywhere.Count(w => w <= observed), everywhere.Count(w => w >= observed));
            var ours = WilcoxonSignedRank.Test(new("a", d), new("b", new double[n]), zeros);
            Assert.Equal(observed, ours.PositiveRanks);
            Close.Relative(Math.Min(1, 2.0 * tail / everywhere.Length), ours.P, 1e-12);
        }
    }

    /// <summary>18 pairs, all of one sign: p = 2/2^18 as in the study; 6 of them repeat others, which it did not say.</summary>
    [Fact]
    public void TheStudysAccuracyTests_AreReproduced_WithAWarning()
    {
        var rows = File.ReadLines(Path.Combine(PaperFolder.Committed, "accuracy.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[5] == "accuracy_xlsx").ToArray();
        foreach (var expected in Study.Open(PaperFolder.Committed).Statistics.Where(row => row.Family == "wilcoxon_accuracy"))
        {
            var (a, b) = (Vector(expected.GroupA), Vector(expected.GroupB));
            var test = WilcoxonSignedRank.Test(a, b);
            Assert.Equal(expected.CountA, a.Count);
            Assert.Equal(expected.Recomputed.Statistic!.Value, test.W);
            Close.Log10P(expected.Log10P, test.P.Log10);
            Close.Relative(expected.Recomputed.CliffsDelta!.Value, CliffsDelta.Of(a, b).Delta, 1e-9);
            Assert.Contains("repeat another pair exactly", test.Warning, StringComparison.Ordinal);
            Assert.Contains("signed-rank", test.Method, StringComparison.Ordinal);
        }

        Sample Vector(string @operator) => new(@operator, rows.Where(cells => cells[1] == @operator)
            .OrderBy(cells => (cells[0], cells[2]))
            .SelectMany(cells => Enumerable.Repeat(double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture), cells[4] == "cloud" ? 1 : 2)), "%");
    }

    [Fact]
    public void TheStudysNodeShares_AreReproduced()
    {
        var expected = Study.Open(PaperFolder.Committed).Statistics.Single(row => row.Family == "wilcoxon_gpu_vs_cpu_nodes");
        var rows = File.ReadLines(Path.Combine(PaperFolder.Committed, "graph_nodes.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[0] != "duc" && cells[1] is "identity" or "quantize" && cells[0] != "duc").ToArray();
        Sample Shares(string provider) => new(provider, rows.Where(cells => cells[2] == provider)
            .Select(cells => double.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture)), "%");
        var test = WilcoxonSignedRank.Test(Shares("cuda"), Shares("cpu"));
        Close.Log10P(expected.Log10P, test.P.Log10);
        Assert.Equal(expected.Recomputed.CliffsDelta, CliffsDelta.Of(Shares("cuda"), Shares("cpu")).Delta);
    }

    [Fact]
    public void Monotone_Scaling_ChangesNoRankTest()
    {
        var random = new Random(2);
        Sample[] groups = [.. Enumerable.Range(0, 4).Select(i => new Sample($"g{i}", random.Normal(30).Select(x => x + 0.2 * i)))];
        Sample[] scaled = [.. groups.Select(g => new Sample(g.Name, g.AsList().Select(Math.Exp)))];
        Assert.Equal(KruskalWallis.Test(groups).H, KruskalWallis.Test(scaled).H);
        Assert.Equal(ConoverIman.Test(groups), ConoverIman.Test(scaled));
        Assert.Equal(Dunn.Test(groups), Dunn.Test(scaled));
    }

    [Fact]
    public void OfTwoGroups_DunnSquared_IsKruskal()
    {
        var random = new Random(9);
        Sample[] groups = [new("a", random.Normal(20)), new("b", random.Normal(30))];
        Close.Relative(KruskalWallis.Test(groups).H, Math.Pow(Dunn.Test(groups)[0].Statistic, 2), 1e-12);
        Close.Relative(KruskalWallis.Test(groups).P, Dunn.Test(groups)[0].P, 1e-10);
    }

    [Fact]
    public void Pairs_OfUnequalLength_AreRefused_AndTheOtherTestNamed() => Assert.Contains("use Mann-Whitney",
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Test(Samples.Of("a", 1, 2), Samples.Of("b", 1))).Message, StringComparison.Ordinal);
}
