using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>Whether the deployment that is predicted fastest is the one that is measured fastest, at rates and speeds that the profile has not seen.</summary>
/// <param name="Points">The points.</param>
/// <param name="Profile">What predicted them.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record WinnerCheck(IReadOnlyList<WinnerPoint> Points, DeploymentProfile Profile) : IDisplay
{
    private const double Goal = 0.9;

    /// <summary>Share of the measurements, 0..1, that began and ended in moments in which the machine's memory was as fast as it gets; NaN where that is not known.</summary>
    public double Quiet { get; init; } = double.NaN;

    /// <summary>Points at which one deployment is measured fastest beyond doubt.</summary>
    public int Clear => Points.Count(point => point.IsGapClear);

    /// <summary>Of those, the ones at which it was predicted.</summary>
    public int Right => Points.Count(point => point.IsGapClear && point.IsRight);

    /// <summary>Of the others, the ones at which the prediction names no clear winner either.</summary>
    public int Undecided => Points.Count(point => !point.IsGapClear && !point.IsPredictionClear);

    /// <summary>Whether nine of ten clear points are right, and no winner is named at the others.</summary>
    public bool IsWithinGoal => Right >= Goal * Clear && Undecided == Points.Count - Clear;

    /// <summary>Draws points, starts the tiers, measures the rivals at each.</summary>
    /// <param name="profile">What predicts.</param>
    /// <param name="model">The model that was profiled.</param>
    /// <param name="settings">How many points, starts and requests; default 30 points and 6 starts, fewer of which leave no gap clear.</param>
    /// <param name="cancel">Stops measuring.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or it is another model.</exception>
    /// <exception cref="Tiers.TierFailedException">A tier failed.</exception>
    public static async Task<WinnerCheck> MeasureAsync(DeploymentProfile profile, OnnxModel model, LabCheckSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(model);
        settings = (settings ?? LabCheckSettings.OfWinners).Checked();
        var run = new LabCheckRun(profile, model, settings, cancel);
        var drawn = RivalDraw.Of(profile, settings);
        var measured = new Queue<CheckedPoint>(await run.MeasureAsync([.. drawn.SelectMany(point => point.Rivals)]).ConfigureAwait(false));
        return new([.. drawn.Select(point => new WinnerPoint(point.Confidence, [.. point.Rivals.Select(_ => measured.Dequeue())]))], profile) { Quiet = run.Quiet };
    }

    /// <summary>One row per rival: point, deployment, operator, session, shaper, mobile_edge_mbps, edge_cloud_mbps, mobile_speed, edge_speed, predicted_s, measured_s, predicted (winner, or one of several), confidence (of that, 0..1), measured (likewise).</summary>
    public DataFrame ToDataFrame() => Frame.Of([.. Points.SelectMany((point, i) => point.Rivals.Select(rival => (Number: i + 1, Point: point, Rival: rival)))],
        new("point", one => one.Number), new("deployment", one => one.Rival.Point.Deployment), new("operator", one => one.Rival.Point.Option.Operator), new("session", one => one.Rival.Point.Session),
        new("shaper", one => one.Rival.Point.Conditions.LinksInWords), new("mobile_edge_mbps", one => one.Rival.Point.Conditions.MobileEdgeMbps), new("edge_cloud_mbps", one => one.Rival.Point.Conditions.EdgeCloudMbps),
        new("mobile_speed", one => one.Rival.Point.Conditions.MobileSpeed), new("edge_speed", one => one.Rival.Point.Conditions.EdgeSpeed),
        new("predicted_s", one => one.Rival.Predicted), new("measured_s", one => one.Rival.Measured),
        new("predicted", one => one.Rival == one.Point.Predicted ? one.Point.IsPredictionClear ? "winner" : "unclear" : ""), new("confidence", one => one.Rival == one.Point.Predicted ? one.Point.Confidence : null),
        new("measured", one => one.Rival == one.Point.Measured ? one.Point.IsGapClear ? "winner" : "unclear" : ""));

    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(ToDataFrame()) + HtmlText.Caption($"{ToString()}; {Profile.Source}");

    /// <summary>The counts in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Points.Count} points: at {Clear} one deployment is measured fastest in every start, and {Right} of these were predicted; at the other {Points.Count - Clear} no clear winner was predicted {Undecided} times{LabCheckRun.InWords(Quiet)}; goal (90 %, and all of them) {(IsWithinGoal ? "reached" : "missed")}");
}

/// <summary>Rivals at one point, predicted and measured.</summary>
/// <param name="Confidence">Share of the resamples, 0..1, in which the rival that was predicted fastest is.</param>
/// <param name="Rivals">The fastest way of each deployment that was measured, by prediction, the fastest first.</param>
public sealed record WinnerPoint(double Confidence, IReadOnlyList<CheckedPoint> Rivals)
{
    private const int LeastForInterval = 6;

    /// <summary>Whether a recommendation would name one winner.</summary>
    public bool IsPredictionClear => Confidence >= Recommendation.ClearFrom;

    /// <summary>The rival that was predicted fastest.</summary>
    public CheckedPoint Predicted => Rivals[0];

    /// <summary>The rival that was measured fastest.</summary>
    public CheckedPoint Measured => Rivals.MinBy(rival => rival.Measured)!;

    /// <summary>Whether both are the same deployment.</summary>
    public bool IsRight => Predicted == Measured;

    /// <summary>Whether the 95 % interval of the median difference to the next one, start by start, lies above 0; false with fewer than 6 starts, which have none.</summary>
    public bool IsGapClear
    {
        get
        {
            if (Rivals.Count < 2) return true;
            var next = Rivals.Where(rival => rival != Measured).MinBy(rival => rival.Measured)!;
            double[] gaps = [.. next.Restarts.Zip(Measured.Restarts, (later, first) => later - first)];
            return gaps.Length >= LeastForInterval && MedianInterval.Of(new Sample("gap", gaps)).Low > 0;
        }
    }
}
