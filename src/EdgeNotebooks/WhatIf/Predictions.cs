using System.Collections;
using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.WhatIf;

/// <summary>A predicted latency in seconds.</summary>
/// <param name="Candidate">What it is predicted for.</param>
/// <param name="Median">Median latency.</param>
/// <param name="Low">5 % of the resamples lie below.</param>
/// <param name="High">5 % of the resamples lie above.</param>
public sealed record Prediction(Candidate Candidate, double Median, double Low, double High);

/// <summary>Predicted latencies of every configuration of one subject under the same conditions.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Predictions : IReadOnlyList<Prediction>, IDisplay
{
    private readonly Prediction[] _rows;

    private Predictions(Prediction[] rows, Conditions at, string source) => (_rows, Conditions, Source) = (rows, at, source);

    /// <summary>What was asked.</summary>
    public Conditions Conditions { get; }

    /// <summary>Where the measurements come from.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public Prediction this[int index] => _rows[index];

    internal static Predictions Of(WhatIfProfile profile, string subject, Conditions at)
    {
        ArgumentNullException.ThrowIfNull(at);
        at.Checked();
        return new([.. profile.Of(subject).Select(candidate => Of(candidate, at))], at, profile.Source);
    }

    internal static Prediction Of(Candidate candidate, Conditions at)
    {
        var drawn = new double[candidate.Resamples.Count];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = candidate.Seconds(at, i);
        Array.Sort(drawn);
        return new(candidate, candidate.Seconds(at), Statistics.Quantile.OfSorted(drawn, 0.05), Statistics.Quantile.OfSorted(drawn, 0.95));
    }

    /// <summary>One row per configuration: subject, operator, deployment, latency_s, low_s, high_s, links_s, compute_s, accuracy_pct, accuracy_loss, extrapolated.</summary>
    public DataFrame ToDataFrame() => Frame.Of(_rows,
        new("subject", row => row.Candidate.Configuration.Subject), new("operator", row => row.Candidate.Configuration.Operator),
        new("deployment", row => row.Candidate.Configuration.Deployment), new("latency_s", row => row.Median), new("low_s", row => row.Low),
        new("high_s", row => row.High), new("links_s", row => row.Median - Compute(row)), new("compute_s", row => Compute(row)),
        new("accuracy_pct", row => row.Candidate.AccuracyPercent), new("accuracy_loss", row => row.Candidate.AccuracyLoss),
        new("extrapolated", _ => Conditions.IsExtrapolated));

    /// <summary>The predicted steps of every configuration: subject, operator, deployment, step, seconds, payload_bytes.</summary>
    public DataFrame Breakdown() => Frame.Of(_rows.SelectMany(row => row.Candidate.Steps(Conditions).Select(step => (row.Candidate.Configuration, Step: step))).ToArray(),
        new("subject", row => row.Configuration.Subject), new("operator", row => row.Configuration.Operator), new("deployment", row => row.Configuration.Deployment),
        new("step", row => row.Step.Name), new("seconds", row => row.Step.Seconds), new("payload_bytes", row => row.Step.PayloadBytes));

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Table(["deployment", "operator", "latency_s", "5 % to 95 %", "links_s", "compute_s", "accuracy lost"],
        _rows.OrderBy(row => row.Median).Select(row => new[]
        {
            row.Candidate.Configuration.Deployment, row.Candidate.Configuration.Operator, Two(row.Median), $"{Two(row.Low)} to {Two(row.High)}",
            Two(row.Median - Compute(row)), Two(Compute(row)), Two(row.Candidate.AccuracyLoss),
        }),
        $"{_rows[0].Candidate.Configuration.Subject} at {Conditions}; {(Conditions.IsExtrapolated ? "extrapolated beyond the measured 1 to 200 Mbit/s; " : "")}{Source}");

    /// <inheritdoc/>
    public IEnumerator<Prediction> GetEnumerator() => ((IEnumerable<Prediction>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The fastest and the count in one line.</summary>
    public override string ToString() => $"{Count} predictions at {Conditions}, fastest {_rows.MinBy(row => row.Median)!.Candidate.Configuration}";

    private double Compute(Prediction row) => row.Candidate.Steps(Conditions).Where(step => step.Name.StartsWith("compute", StringComparison.Ordinal)).Sum(step => step.Seconds);

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
