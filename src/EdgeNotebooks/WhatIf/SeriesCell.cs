namespace EdgeNotebooks.WhatIf;

/// <summary>One measured cell of a configuration's bandwidth grid; rates in 10^6 bit/s, latency in seconds.</summary>
/// <param name="MobileEdgeMbps">Rate of client-mobile and mobile-edge.</param>
/// <param name="EdgeCloudMbps">Rate of edge-cloud; infinite where the deployment does not use it.</param>
/// <param name="Median">Median of the repeats.</param>
/// <param name="Repeats">The repeats, or five values that stand for them where only minimum, median and maximum are known.</param>
internal sealed record SeriesCell(double MobileEdgeMbps, double EdgeCloudMbps, double Median, double[] Repeats);
