using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.WhatIf.Profiling;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>Predicted beside measured: points that the profile has not seen, in a lab of this machine.</summary>
/// <param name="Points">The points.</param>
/// <param name="Profile">What predicted them.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record LabCheck(IReadOnlyList<CheckedPoint> Points, DeploymentProfile Profile) : IDisplay
{
    private const double Goal = 0.05, TimesNoise = 1.5, P90Goal = 0.15;

    /// <summary>Share of the measurements, 0..1, that began and ended in moments in which the machine's memory was as fast as it gets; NaN where that is not known.</summary>
    public double Quiet { get; init; } = double.NaN;

    /// <summary>Median of the absolute relative errors.</summary>
    public double MedianError => Of(0.5);

    /// <summary>Nine of ten absolute relative errors are smaller.</summary>
    public double P90Error => Of(0.9);

    /// <summary>Median over the points of how much starts of the tiers differ; NaN for one start.</summary>
    public double Noise => Points.Any(point => double.IsNaN(point.Noise)) ? double.NaN : Quantile.OfSorted([.. Points.Select(point => point.Noise).Order()], 0.5);

    /// <summary>Whether the median error is at most 5 % or 1.5 times the noise, whichever is larger, and the 90th percentile at most 15 %.</summary>
    public bool IsWithinGoal => MedianError <= Math.Max(Goal, double.IsNaN(Noise) ? 0 : TimesNoise * Noise) && P90Error <= P90Goal;

    /// <summary>Draws points, starts the tiers, measures.</summary>
    /// <param name="profile">What predicts.</param>
    /// <param name="model">The model that was profiled.</param>
    /// <param name="settings">How many points, starts and requests.</param>
    /// <param name="cancel">Stops measuring.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or it is another model.</exception>
    /// <exception cref="Tiers.TierFailedException">A tier failed.</exception>
    public static async Task<LabCheck> MeasureAsync(DeploymentProfile profile, OnnxModel model, LabCheckSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(model);
        settings = (settings ?? new()).Checked();
        var run = new LabCheckRun(profile, model, settings, cancel);
        return new(await run.MeasureAsync(PointDraw.Of(profile, settings)).ConfigureAwait(false), profile) { Quiet = run.Quiet };
    }

    /// <summary>The model of a profile: a subject's by its name, else the given file.</summary>
    /// <exception cref="ArgumentException">It is no subject, and no file is given.</exception>
    public static OnnxModel ModelOf(DeploymentProfile profile, string? path)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (path is not null) return File.Exists(path) ? OnnxModel.Load(path) : throw new FileNotFoundException($"model '{path}' does not exist; check the path", path);
        return OnnxModel.Load(SubjectCatalog.Default().Find(profile.Subject ?? throw new ArgumentException($"the profile is of '{profile.Model}', which is no subject; say where it lies with --model M.onnx")).RequirePath());
    }

    /// <summary>The profile with each tier's times scaled so that these points are predicted best (least squares of relative errors).</summary>
    public DeploymentProfile Refit() => ProfileRefit.Of(this);

    /// <summary>One row per point: label, deployment, session, encoding, shaper, mobile_edge_mbps, edge_cloud_mbps, predicted_s, measured_s, error_pct, noise_pct.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Points, new("deployment", one => one.Point.Deployment), new("operator", one => one.Point.Option.Operator), new("session", one => one.Point.Session),
        new("encoding", one => one.Point.Encoding), new("shaper", one => one.Point.Conditions.LinksInWords), new("mobile_edge_mbps", one => one.Point.Conditions.MobileEdgeMbps),
        new("edge_cloud_mbps", one => one.Point.Conditions.EdgeCloudMbps), new("predicted_s", one => one.Predicted), new("measured_s", one => one.Measured),
        new("error_pct", one => Math.Round(one.Error * 100, 2)), new("noise_pct", one => double.IsNaN(one.Noise) ? null : Math.Round(one.Noise * 100, 2)));

    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(ToDataFrame()) + HtmlText.Caption($"{ToString()}; {Profile.Source}");

    /// <summary>Errors and noise in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Points.Count} points: median absolute error {MedianError * 100:0.0} %, 90th percentile {P90Error * 100:0.0} %; starts of the tiers differ by {(double.IsNaN(Noise) ? "an unknown amount (one start)" : string.Create(CultureInfo.InvariantCulture, $"{Noise * 100:0.0} %"))}{LabCheckRun.InWords(Quiet)}; goal (5 % or 1.5 x that, and 15 %) {(IsWithinGoal ? "reached" : "missed")}");

    private double Of(double p) => Quantile.OfSorted([.. Points.Select(point => Math.Abs(point.Error)).Order()], p);
}
