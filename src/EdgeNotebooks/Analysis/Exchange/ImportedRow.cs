namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>One measurement of another program.</summary>
/// <param name="LatencySeconds">Its latency.</param>
/// <param name="InputId">What was sent; numbered where that is not known.</param>
internal sealed record ImportedRow(double LatencySeconds, string InputId)
{
    public string? Subject { get; init; }

    public string? Operator { get; init; }

    public string? Deployment { get; init; }

    public double MobileEdgeMbps { get; init; }

    public double EdgeCloudMbps { get; init; }

    public int Restart { get; init; } = 1;

    public int Run { get; init; } = 1;

    public bool Kept { get; init; } = true;

    public string Weights { get; init; } = "unknown";
}
