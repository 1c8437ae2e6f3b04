using System.Diagnostics;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Benchmarks;

/// <summary>The study's statistics from the raw files, and Cliff's delta of a million values against a million.</summary>
public static class StatisticsBenchmark
{
    private const int Rounds = 5;
    private const int Million = 1_000_000;

    public static IEnumerable<Measured> Run()
    {
        if (Study.Open() is not { HasLatencies: true, HasNetwork: true })
            throw new InvalidOperationException($"the authors' raw data are not on this machine; {Study.Remedy}");

        // The first round holds the runtime's compilation, which a user waits for as well; the further ones open the files anew.
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Seconds(StudyStatistics)).ToArray();
        yield return new("statistics: RQ1 to RQ6 from the raw files, first time in a process", rounds[0], 2, "s");
        yield return new("statistics: the same, smallest of the further rounds", rounds.Skip(1).Min(), 2, "s");

        var random = new Random(1);
        double[] a = [.. Enumerable.Range(0, Million).Select(_ => random.NextDouble())], b = [.. Enumerable.Range(0, Million).Select(_ => random.NextDouble() + 0.01)];
        // Samples sort on first use, so each round gets new ones; making them is not counted.
        var deltas = Enumerable.Range(0, Rounds).Select(_ => new[] { new Sample("a", a), new Sample("b", b) })
            .Select(pair => Seconds(() => CliffsDelta.Of(pair[0], pair[1]))).ToArray();
        yield return new("statistics: Cliff's delta of 1,000,000 x 1,000,000 values, smallest of 5 rounds", deltas.Min(), 0.4, "s");
    }

    /// <summary>Everything of statistics.csv and statistics_rq6.csv: normality, families, accuracies, nodes, and the bandwidth grid.</summary>
    private static void StudyStatistics()
    {
        var study = Study.Open();
        var families = ComparisonFamily.All.Select(family => study.Compare(family)).ToArray();
        var normality = study.Latencies.Select(group => ShapiroWilk.Test(group.Seconds)).ToArray();
        PairedComparison[] paired = [PairedComparison.OfAccuracy(study.Accuracy), PairedComparison.OfNodes(study.GraphNodes)];
        var grid = BandwidthComparison.Of(study.Network);
        var rows = families.Sum(family => family.Subjects.Count + family.Subjects.Sum(one => one.Pairs.Count)) + normality.Length + paired.Sum(one => one.Tests.Count);
        var pairs = grid.Sum(one => one.Pairs.Count);
        // Ten pairs of the published 6,360 lack a cell in the package.
        if ((rows, pairs) != (439, 6350)) throw new InvalidOperationException(FormattableString.Invariant($"{rows} rows and {pairs} pairs of bandwidths; 439 and 6350 are expected"));
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
