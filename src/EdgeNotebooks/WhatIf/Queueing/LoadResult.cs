using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Queueing;

/// <summary>A simulated percentile, s.</summary>
/// <param name="Seconds">Over all requests that count.</param>
/// <param name="Low">Lower end of the 95 % interval, from ten batches.</param>
/// <param name="High">Upper end.</param>
public sealed record LoadQuantile(double Seconds, double Low, double High);

/// <summary>What happens to a deployment under load.</summary>
/// <param name="Option">The deployment.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Half of the requests are faster.</param>
/// <param name="P90">Nine of ten are.</param>
/// <param name="P99">99 of 100 are.</param>
/// <param name="Utilisation">Share of the time, 0..1, that each tier and link was busy; 1 and more stands for what was asked of it.</param>
/// <param name="Settings">How it was simulated.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record LoadResult(DeploymentOption Option, double Rate, LoadQuantile P50, LoadQuantile P90, LoadQuantile P99, IReadOnlyList<KeyValuePair<string, double>> Utilisation,
    LoadSettings Settings) : IDisplay
{
    /// <summary>The tier or link that is busiest.</summary>
    public KeyValuePair<string, double> Bottleneck => Utilisation.MaxBy(one => one.Value);

    /// <summary>Whether more comes than a place can do: latencies then grow with time, and the percentiles say only how long was simulated.</summary>
    public bool IsSaturated => Bottleneck.Value >= 1;

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"{Option.Label} on {Option.Deployment} at {Number(Rate)} requests/s",
        [("p50", Text(P50)), ("p90", Text(P90)), ("p99", Text(P99)), .. Utilisation.Select(one => ($"{one.Key} busy", one.Value.ToString("P0", CultureInfo.InvariantCulture))), ("verdict", Verdict)]);

    /// <summary>Percentiles and the bottleneck in one line.</summary>
    public override string ToString() => $"{Number(Rate)} requests/s: p50 {Text(P50)}, p90 {Text(P90)}, p99 {Text(P99)}; {Verdict}";

    private string Verdict => IsSaturated
        ? string.Create(CultureInfo.InvariantCulture, $"saturated: {Bottleneck.Key} is asked for {Bottleneck.Value:0.00} times what it can do, latencies grow without end")
        : string.Create(CultureInfo.InvariantCulture, $"{Bottleneck.Key} is the busiest, {Bottleneck.Value * 100:0} %");

    private static string Text(LoadQuantile one) => string.Create(CultureInfo.InvariantCulture, $"{one.Seconds * 1000:0.0} ms ({one.Low * 1000:0.0} to {one.High * 1000:0.0})");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
