using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.WhatIf;

/// <summary>A cell that was predicted without any cell of its rate on one link.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="LeftOut">The rate that was left out, for example <c>edge_cloud 50</c>.</param>
/// <param name="MobileEdgeMbps">Rate between mobile and edge.</param>
/// <param name="EdgeCloudMbps">Rate between edge and cloud; null where not used.</param>
/// <param name="Predicted">Seconds.</param>
/// <param name="Measured">Median, seconds.</param>
public sealed record PredictedCell(Configuration Configuration, string LeftOut, double MobileEdgeMbps, double? EdgeCloudMbps, double Predicted, double Measured)
{
    /// <summary>ln(predicted / measured).</summary>
    public double LogError => Math.Log(Predicted / Measured);
}

/// <summary>How well the model tells one configuration's measurements.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="BurstLogRmse">Misfit with paper-burst links, all cells fitted.</param>
/// <param name="SteadyLogRmse">Misfit with steady links, all cells fitted.</param>
/// <param name="Cells">Every prediction made without the cell's rate, over the interior rates of each link that the deployment uses.</param>
public sealed record SeriesCheck(Configuration Configuration, double BurstLogRmse, double SteadyLogRmse, IReadOnlyList<PredictedCell> Cells)
{
    /// <summary>Largest misfit over the rates that were left out.</summary>
    public double WorstLogRmse => ByRate.Max(rate => rate.LogRmse);

    /// <summary>The rate that has it.</summary>
    public string WorstRate => ByRate.MaxBy(rate => rate.LogRmse).Rate;

    /// <summary>Misfit that is aimed at with every rate left out; the buckets' refill makes fcn's 10 Mbit/s cells hard to tell from the others.</summary>
    public double Goal => Configuration.Subject == "fcn" ? 0.35 : 0.12;

    private IEnumerable<(string Rate, double LogRmse)> ByRate => Cells.GroupBy(cell => cell.LeftOut)
        .Select(cells => (cells.Key, Math.Sqrt(cells.Average(cell => cell.LogError * cell.LogError))));
}

/// <summary>Predicted against measured: the authors' grid with each interior rate of each link left out in turn.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record GridCheck(IReadOnlyList<SeriesCheck> Series, string Source) : IDisplay
{
    /// <summary>Misfit that is aimed at where all cells are fitted.</summary>
    public const double InSampleGoal = 0.10;

    /// <summary>Refits every configuration without each interior rate.</summary>
    public static GridCheck Of(WhatIfProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var series = new SeriesCheck[profile.Candidates.Count];
        using var work = Work.Begin("predicting what was left out", series.Length, "configurations");
        Parallel.For(0, series.Length, i =>
        {
            series[i] = Check(profile.Candidates[i]);
            work.Advance();
        });
        return new(series, profile.Source);
    }

    /// <summary>Share of the predicted cells, 0..1, that miss what was measured by at most <paramref name="share"/> of it.</summary>
    public double ShareWithin(double share) => Series.SelectMany(one => one.Cells).Average(cell => Math.Abs(cell.Predicted / cell.Measured - 1) <= share ? 1.0 : 0);

    /// <summary>Only the given deployment.</summary>
    public GridCheck On(string deployment) => this with { Series = [.. Series.Where(one => one.Configuration.Deployment == deployment)] };

    /// <summary>One row per configuration: burst_log_rmse, steady_log_rmse, left_out_worst, at, goal, reached.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Series,
        new("subject", one => one.Configuration.Subject), new("operator", one => one.Configuration.Operator), new("deployment", one => one.Configuration.Deployment),
        new("burst_log_rmse", one => Math.Round(one.BurstLogRmse, 4)), new("steady_log_rmse", one => Math.Round(one.SteadyLogRmse, 4)),
        new("left_out_worst", one => Math.Round(one.WorstLogRmse, 4)), new("at", one => one.WorstRate), new("goal", one => one.Goal),
        new("reached", one => one.BurstLogRmse <= InSampleGoal && one.WorstLogRmse <= one.Goal));

    /// <summary>One row per predicted cell: the left-out rate, both rates, predicted_s, measured_s, log_error.</summary>
    public DataFrame Cells() => Frame.Of(Series.SelectMany(one => one.Cells).ToArray(),
        new("subject", cell => cell.Configuration.Subject), new("operator", cell => cell.Configuration.Operator), new("deployment", cell => cell.Configuration.Deployment),
        new("left_out", cell => cell.LeftOut), new("mobile_edge_mbps", cell => cell.MobileEdgeMbps), new("edge_cloud_mbps", cell => cell.EdgeCloudMbps),
        new("predicted_s", cell => cell.Predicted), new("measured_s", cell => cell.Measured), new("log_error", cell => cell.LogError));

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Table(["subject", "operator", "deployment", "burst", "steady", "left out, worst", "at", "goal"],
        Series.Select(one => new[]
        {
            one.Configuration.Subject, one.Configuration.Operator, one.Configuration.Deployment, Three(one.BurstLogRmse), Three(one.SteadyLogRmse),
            Three(one.WorstLogRmse), one.WorstRate, Three(one.Goal),
        }), $"root mean square of ln(predicted / measured); {Source}");

    /// <summary>How many configurations reach both goals.</summary>
    public override string ToString() =>
        $"{Series.Count(one => one.BurstLogRmse <= InSampleGoal && one.WorstLogRmse <= one.Goal)} of {Series.Count} configurations within both goals";

    private static SeriesCheck Check(Candidate candidate)
    {
        var cells = candidate.Cells;
        double? picture = candidate.Route.IsSplit ? candidate.Parameters.PictureMbit : null;
        var predicted = Left("mobile_edge", cell => cell.MobileEdgeMbps).Concat(Left("edge_cloud", cell => cell.EdgeCloudMbps));
        return new(candidate.Configuration, candidate.LogRmse, candidate.SteadyLogRmse, [.. predicted]);

        IEnumerable<PredictedCell> Left(string link, Func<SeriesCell, double> rate)
        {
            foreach (var without in cells.Select(rate).Distinct().Order().Skip(1).SkipLast(1))
            {
                var fit = SeriesFit.Of([.. cells.Where(cell => rate(cell) != without)], candidate.Route, picture).Parameters;
                foreach (var cell in cells.Where(cell => rate(cell) == without))
                    yield return new(candidate.Configuration, string.Create(CultureInfo.InvariantCulture, $"{link} {without}"), cell.MobileEdgeMbps,
                        double.IsInfinity(cell.EdgeCloudMbps) ? null : cell.EdgeCloudMbps,
                        LatencyModel.Seconds(fit, candidate.Route, 1, SeriesFit.At(cell, LinkBehaviour.PaperBurst)), cell.Median);
            }
        }
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
