using EdgeNotebooks.Analysis;
using EdgeNotebooks.Charts;

namespace EdgeNotebooks.WhatIf;

/// <summary>Which configuration is predicted to be the fastest at pairs of bandwidths, also where nobody measured.</summary>
public static class PredictedWinners
{
    private static readonly double[] s_rates = [1, 2, 5, 10, 20, 50, 100, 200];

    /// <summary>A cell per pair of rates from 1 to 200 Mbit/s: the winner's deployment and operator, and how many times as long the second takes.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="subject">One of its subjects.</param>
    /// <param name="at">Speeds and links; its rates are not used.</param>
    /// <param name="wishes">What winners keep to; everything is allowed by default.</param>
    /// <exception cref="ContradictionException">No configuration keeps to all wishes.</exception>
    public static Figure Of(WhatIfProfile profile, string subject, Conditions at, Wishes? wishes = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(at);
        var allowed = (wishes ?? new()).Filter(profile.Of(subject), candidate => candidate.Offer);
        var cells = s_rates.Select(far => s_rates.Select(near => Ranked(allowed, at with { MobileEdgeMbps = near, EdgeCloudMbps = far })).ToArray()).ToArray();
        return new Figure([new Panel([new CellTrace("predicted winner", Rates(), Rates(), Rows(cells, cell => Palette.Of(cell.Winner.Deployment)), Rows(cells, Text))])
        {
            X = new Axis { Title = "client-mobile-edge, Mbit/s", IsCategory = true },
            Y = new Axis { Title = "edge-cloud, Mbit/s", IsCategory = true },
        }])
        {
            Title = $"{subject}: predicted winner",
            Height = 460,
            Caption = $"{Legend(cells)}; behind them how many times as long the second-best takes; {profile.Source}",
        };
    }

    private static (Configuration Winner, double Ratio) Ranked(IReadOnlyList<Candidate> allowed, Conditions at)
    {
        var ranked = allowed.Select(candidate => (candidate.Configuration, Seconds: candidate.Seconds(at))).OrderBy(one => one.Seconds).ToArray();
        return (ranked[0].Configuration, ranked.Length > 1 ? ranked[1].Seconds / ranked[0].Seconds : double.PositiveInfinity);
    }

    private static string Text((Configuration Winner, double Ratio) cell) => double.IsInfinity(cell.Ratio)
        ? Letters(cell.Winner)
        : FormattableString.Invariant($"{Letters(cell.Winner)} {cell.Ratio:0.00}");

    private static string Letters(Configuration one) => $"{StudyLabels.Short(one.Deployment)}:{StudyLabels.Initials(one.Operator)}";

    private static string Legend(IEnumerable<(Configuration Winner, double Ratio)[]> cells) =>
        string.Join(", ", cells.SelectMany(row => row).Select(cell => cell.Winner).Distinct().Select(one => $"{Letters(one)} is {one.Operator} on {one.Deployment}"));

    private static IReadOnlyList<string>[] Rows<T>(T[][] cells, Func<T, string> of) => [.. cells.Select(row => (IReadOnlyList<string>)[.. row.Select(of)])];

    private static string[] Rates() => [.. s_rates.Select(rate => FormattableString.Invariant($"{rate}"))];
}
