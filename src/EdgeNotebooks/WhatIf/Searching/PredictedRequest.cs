using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Emulation;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>A predicted request: its median with spread, its tail, and its steps as a measured request has them.</summary>
/// <param name="Option">What is predicted.</param>
/// <param name="Median">Median latency, s, from the encoded request to the parsed reply.</param>
/// <param name="Low">5 % of the resampled medians lie below.</param>
/// <param name="High">5 % of the resampled medians lie above.</param>
/// <param name="P90">Nine of ten requests are faster, s.</param>
/// <param name="P99">99 of 100 requests are faster, s.</param>
/// <param name="Breakdown">The steps of the median, the client's encoding included, which the latency is not.</param>
/// <param name="Extrapolated">Why the prediction reaches beyond what was measured; empty where it does not.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record PredictedRequest(DeploymentOption Option, double Median, double Low, double High, double P90, double P99, Breakdown Breakdown, IReadOnlyList<string> Extrapolated) : IDisplay
{
    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Caption(ToString()) + Breakdown.Render(mimeType);

    /// <summary>Name and latencies in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Option.Label} on {Option.Deployment} ({Option.Encoding}): {Median * 1000:0.0} ms ({Low * 1000:0.0} to {High * 1000:0.0}), p90 {P90 * 1000:0.0}, p99 {P99 * 1000:0.0}{(Extrapolated.Count > 0 ? $"; extrapolated: {string.Join("; ", Extrapolated)}" : "")}");
}
