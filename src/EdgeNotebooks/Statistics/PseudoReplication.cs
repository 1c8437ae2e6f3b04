using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>How far repeated measurements of the same inputs are from being new evidence.</summary>
/// <param name="Sample">Name of the sample.</param>
/// <param name="Values">Measurements.</param>
/// <param name="Inputs">Different inputs among them.</param>
/// <param name="IntraclassCorrelation">Share of the variance of ranks that inputs explain, ICC(1): 0 = repeats are independent, 1 = repeats say nothing new.</param>
/// <param name="EffectiveCount">Independent values that carry as much information: n / (1 + (m - 1) ICC) for m repeats per input.</param>
public sealed record PseudoReplication(string Sample, int Values, int Inputs, double IntraclassCorrelation, double EffectiveCount)
{
    private const double Tolerated = 0.1;

    /// <summary>Whether inputs repeat and their intraclass correlation exceeds 0.1.</summary>
    public bool IsSerious => Inputs < Values && IntraclassCorrelation > Tolerated;

    /// <summary>
    /// A sentence to show when tests that want independent values are applied to this sample; null
    /// when there is nothing to say. The right design then is <see cref="NestedDesign"/>.
    /// </summary>
    public string? Warning => IsSerious
        ? string.Create(CultureInfo.InvariantCulture, $"'{Sample}' has {Values} values of only {Inputs} inputs, correlated "
            + $"{IntraclassCorrelation:0.00}: worth about {EffectiveCount:0} independent ones, so p is too small; compare within inputs ({nameof(NestedDesign)}.{nameof(NestedDesign.Of)})")
        : null;

    /// <summary>One-way analysis of variance of the ranks by input.</summary>
    /// <exception cref="ArgumentException"><paramref name="repeats"/> describes another number of values.</exception>
    /// <remarks>Source: Shrout and Fleiss (1979), case 1; Kish (1965) for the effective count.</remarks>
    public static PseudoReplication Of(Sample sample, Repeats repeats)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(repeats);
        NestedMedians.SameLength(sample, repeats);
        var ranks = Ranking.Of([sample]).Ranks[0];
        var groups = ranks.Zip(repeats.Input).GroupBy(pair => pair.Second, pair => pair.First).Select(group => group.ToArray()).ToArray();
        int n = ranks.Length, k = groups.Length;
        if (k == n || k == 1) return new(sample.Name, n, k, k == n ? 0 : 1, k == n ? n : 1);

        var means = Array.ConvertAll(groups, group => group.Average());
        var within = groups.Zip(means, (group, mean) => group.Sum(rank => (rank - mean) * (rank - mean))).Sum() / (n - k);
        var between = groups.Zip(means, (group, mean) => group.Length * Math.Pow(mean - (n + 1) / 2.0, 2)).Sum() / (k - 1);
        var perInput = (n - groups.Sum(group => (double)group.Length * group.Length) / n) / (k - 1);
        var spread = between + (perInput - 1) * within;
        var icc = spread <= 0 ? 0 : Math.Clamp((between - within) / spread, 0, 1);
        return new(sample.Name, n, k, icc, n / (1 + (perInput - 1) * icc));
    }
}
