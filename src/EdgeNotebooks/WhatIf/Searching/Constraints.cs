using System.Globalization;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>What a deployment must keep to. The default allows everything whose accuracy is known.</summary>
public sealed record Constraints
{
    /// <summary>Longest latency in seconds at <see cref="LatencyQuantile"/>, over 0; null for any.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Share of the requests that keep to <see cref="MaxSeconds"/>, 0..1 exclusive; default 0.5, the median.</summary>
    public double LatencyQuantile { get; init; } = 0.5;

    /// <summary>Points of accuracy that may be lost, 0 or more; null for any.</summary>
    public double? MaxAccuracyLoss { get; init; }

    /// <summary>Whether what has no known accuracy is allowed where no loss is asked for; default false.</summary>
    public bool UnknownAccuracy { get; init; }

    /// <summary>Bytes that the weights of a tier's part may have, by tier. What the runtime needs beside them is not counted.</summary>
    public IReadOnlyDictionary<string, double> MaxWeightBytes { get; init; } = new Dictionary<string, double>();

    /// <summary>Bytes over all links that a request may cause; null for any.</summary>
    public double? MaxBytes { get; init; }

    /// <summary>Neither the picture nor the input tensor is sent beyond mobile.</summary>
    public bool PictureStaysOnMobile { get; init; }

    /// <summary>Tiers that compute nothing; they still pass requests on.</summary>
    public IReadOnlyList<string> Unavailable { get; init; } = [];

    /// <summary>The constraints in words, those that are set, in a fixed order.</summary>
    internal IReadOnlyList<string> Texts =>
    [
        .. MaxSeconds is { } seconds ? new[] { Text($"{(LatencyQuantile == 0.5 ? "the median" : Text($"{LatencyQuantile * 100:0.##} % of the requests"))} within {seconds:0.######} s") } : [],
        MaxAccuracyLoss is { } loss ? Text($"at most {loss:0.###} points of accuracy lost") : "known accuracy",
        .. MaxWeightBytes.Select(limit => Text($"at most {limit.Value:0} bytes of weights on {limit.Key}")),
        .. MaxBytes is { } bytes ? new[] { Text($"at most {bytes:0} bytes per request") } : [],
        .. PictureStaysOnMobile ? new[] { "the picture stays on mobile" } : [],
        .. Unavailable.Select(tier => $"{tier} not available"),
    ];

    /// <summary>Refuses what no deployment can be asked for.</summary>
    internal Constraints Checked()
    {
        Positive(MaxSeconds, "the longest latency", "s");
        Positive(MaxBytes, "the bytes of a request", "bytes");
        if (LatencyQuantile is not (> 0 and < 1)) throw new ArgumentException(Text($"the latency's quantile is {LatencyQuantile}; it lies between 0 and 1, 0.9 for nine of ten requests"));
        if (MaxAccuracyLoss is { } loss && !(loss >= 0)) throw new ArgumentException(Text($"the accuracy that may be lost is {loss} points; it must be 0 or more"));
        foreach (var (tier, bytes) in MaxWeightBytes)
        {
            Known(tier);
            Positive(bytes, $"the memory of {tier}", "bytes");
        }

        foreach (var tier in Unavailable) Known(tier);
        return this;
    }

    private static void Positive(double? value, string what, string unit)
    {
        if (value is { } number && !(number > 0)) throw new ArgumentException(Text($"{what} is {number} {unit}; it must be over 0"));
    }

    private static void Known(string tier)
    {
        if (!Tier.Order.Contains(tier)) throw new ArgumentException($"tier '{tier}' is unknown; there are {string.Join(", ", Tier.Order)}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The constraints, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Texts);
}
