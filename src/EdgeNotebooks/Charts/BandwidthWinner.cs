namespace EdgeNotebooks.Charts;

/// <summary>The fastest deployment at one pair of bandwidths.</summary>
/// <param name="Subject">The model.</param>
/// <param name="MobileEdgeMbps">Rate of the link between mobile and edge, 10^6 bit/s.</param>
/// <param name="EdgeCloudMbps">Rate of the link between edge and cloud.</param>
/// <param name="Winner">The deployment with the smallest median.</param>
/// <param name="Second">The next one.</param>
/// <param name="Ratio">Median of the second over that of the winner, at least 1.</param>
/// <param name="IsClear">Whether all repeats of the winner are faster than all of every other deployment.</param>
public sealed record BandwidthWinner(string Subject, double MobileEdgeMbps, double EdgeCloudMbps, string Winner, string Second, double Ratio, bool IsClear);
