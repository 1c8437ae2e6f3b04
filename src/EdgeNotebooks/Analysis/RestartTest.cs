using System.Globalization;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>
/// Do two configurations differ, with the restart of the processes as the unit of replication? Requests of one start share its memory
/// layout, caches and neighbours, so that a thousand of them may say no more than one.
/// </summary>
/// <param name="A">First configuration.</param>
/// <param name="B">Second configuration.</param>
/// <param name="RestartsA">Values of A that count as independent.</param>
/// <param name="RestartsB">Values of B.</param>
/// <param name="Ratio">Median of A's restarts over that of B's: over 1 where A is slower.</param>
/// <param name="Test">Mann-Whitney on one value per restart.</param>
public sealed record RestartTest(string A, string B, int RestartsA, int RestartsB, double Ratio, MannWhitney Test)
{
    /// <summary>Compares two configurations that were measured with the same inputs.</summary>
    /// <param name="a">With restarts and inputs known, at least two restarts.</param>
    /// <param name="b">Likewise.</param>
    /// <exception cref="ArgumentException">Restarts or inputs are not known, or too few.</exception>
    /// <remarks>
    /// Median per (restart, input) in log seconds, less the median of that input over all restarts of both sides, so that large pictures do
    /// not weigh more; their mean is the restart's value.
    /// </remarks>
    public static RestartTest Of(LatencyGroup a, LatencyGroup b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (ofA, ofB) = (Medians(a), Medians(b));
        var centre = ofA.Concat(ofB).GroupBy(one => one.Input).ToDictionary(group => group.Key, group => Quantile.OfSorted([.. group.Select(one => one.LogSeconds).Order()], 0.5));
        var (x, y) = (Restarts(a, ofA, centre), Restarts(b, ofB, centre));
        return new(a.Configuration.Place, b.Configuration.Place, x.Count, y.Count, Math.Exp(Quantile.Median(x) - Quantile.Median(y)), MannWhitney.Test(x, y));
    }

    /// <summary>The comparison in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{A} takes {Ratio:0.000} times {B} ({RestartsA} and {RestartsB} restarts, {Test.Method}, p = {Test.P})");

    private static List<(int Restart, int Input, double LogSeconds)> Medians(LatencyGroup group)
    {
        if (group.Repeats is not { } repeats || repeats.Restart.Distinct().Count() < 2)
            throw new ArgumentException($"{group.Configuration} has not two restarts told apart; take measurements of 'edgenb experiment run' with protocol.restarts from 2 on");
        return [.. group.Seconds.AsList().Zip(repeats.Restart, repeats.Input)
            .GroupBy(one => (Restart: one.Second, Input: one.Third), one => one.First)
            .Select(cell => (cell.Key.Restart, cell.Key.Input, Math.Log(Quantile.OfSorted([.. cell.Order()], 0.5))))];
    }

    private static Sample Restarts(LatencyGroup group, List<(int Restart, int Input, double LogSeconds)> medians, Dictionary<int, double> centre) =>
        new(group.Configuration.Place, medians.GroupBy(one => one.Restart).OrderBy(one => one.Key).Select(restart => restart.Average(one => one.LogSeconds - centre[one.Input])), "ln s");
}
