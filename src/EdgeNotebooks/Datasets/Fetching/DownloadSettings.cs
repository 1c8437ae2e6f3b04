namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>How patient a download is.</summary>
public sealed record DownloadSettings
{
    /// <summary>Longest time without a single byte before the connection is given up and the download resumed; 30 seconds by default.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries per address that may bring no new byte; a try that brings some starts the count anew. 5 by default, at least 1.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second try; it doubles with each further one. 1 second by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
