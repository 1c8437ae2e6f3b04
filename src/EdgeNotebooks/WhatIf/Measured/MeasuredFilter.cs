namespace EdgeNotebooks.WhatIf.Measured;

/// <summary>Which rows of a measurements file are compared. What is null must not differ among the rows that are left.</summary>
/// <param name="Subject">The model; null where the file has only one.</param>
public sealed record MeasuredFilter(string? Subject = null)
{
    /// <summary><c>warm</c> or <c>cold</c>.</summary>
    public string? Session { get; init; }

    /// <summary>Rate between mobile and edge as the plan names it (nominal), else as it was.</summary>
    public double? MobileEdgeMbps { get; init; }

    /// <summary>Rate between edge and cloud, likewise.</summary>
    public double? EdgeCloudMbps { get; init; }

    /// <summary><c>steady</c> or <c>paper-burst</c>.</summary>
    public string? Shaper { get; init; }

    /// <summary><c>binary</c> or <c>paper</c>.</summary>
    public string? Encoding { get; init; }
}
