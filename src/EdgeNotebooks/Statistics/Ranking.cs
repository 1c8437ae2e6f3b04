using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>All values of several samples ranked together from 1; ties get the mean of their ranks.</summary>
internal sealed class Ranking
{
    private Ranking(IReadOnlyList<Sample> samples, double[][] ranks, double tieSum)
    {
        Samples = samples;
        Ranks = ranks;
        TieSum = tieSum;
        Total = samples.Sum(sample => sample.Count);
        Means = [.. ranks.Select(own => own.Average())];
        var squares = 0.0;
        for (var i = 0; i < ranks.Length; i++)
            foreach (var rank in ranks[i])
                squares += (rank - Means[i]) * (rank - Means[i]);
        WithinSquares = squares;
    }

    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>Ranks of each sample, in the order its values were taken.</summary>
    public double[][] Ranks { get; }

    public double[] Means { get; }

    /// <summary>N, the number of values in all samples.</summary>
    public int Total { get; }

    /// <summary>Sum of t^3 - t over every run of t equal values.</summary>
    public double TieSum { get; }

    /// <summary>Sum of squared differences of ranks from their sample's mean rank; equals S2 (N - 1 - H).</summary>
    public double WithinSquares { get; }

    /// <summary>Sum of squared differences of all ranks from (N + 1)/2; equals S2 (N - 1).</summary>
    public double TotalSquares => ((double)Total * Total * Total - Total - TieSum) / 12;

    /// <summary>Kruskal and Wallis's H, corrected for ties.</summary>
    public double H
    {
        get
        {
            var middle = (Total + 1) / 2.0;
            var between = Samples.Select((sample, i) => sample.Count * (Means[i] - middle) * (Means[i] - middle)).Sum();
            return between * (Total - 1) / TotalSquares;
        }
    }

    public IReadOnlyList<T> Pairs<T>(Func<int, int, T> compare)
    {
        var pairs = new List<T>();
        for (var a = 0; a < Samples.Count; a++)
            for (var b = a + 1; b < Samples.Count; b++)
                pairs.Add(compare(a, b));
        return pairs;
    }

    public static Ranking Of(IReadOnlyList<Sample> samples)
    {
        var total = samples.Sum(sample => sample.Count);
        var values = new double[total];
        var places = new int[total];
        for (int i = 0, at = 0; i < samples.Count; at += samples[i++].Count) samples[i].Values.CopyTo(values.AsSpan(at));
        for (var i = 0; i < total; i++) places[i] = i;
        Array.Sort(values, places);

        var ranks = new double[total];
        var tieSum = 0.0;
        for (int first = 0, next; first < total; first = next)
        {
            for (next = first + 1; next < total && values[next] == values[first];) next++;
            double ties = next - first;
            tieSum += ties * ties * ties - ties;
            for (var i = first; i < next; i++) ranks[places[i]] = (first + 1 + next) / 2.0;
        }

        var split = new double[samples.Count][];
        for (int i = 0, at = 0; i < samples.Count; at += samples[i++].Count) split[i] = ranks.AsSpan(at, samples[i].Count).ToArray();
        return new(samples, split, tieSum);
    }
}
