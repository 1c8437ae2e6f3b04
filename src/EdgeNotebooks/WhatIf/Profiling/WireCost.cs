namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>What handling a message costs beside the links' rate: a fixed part and one per byte.</summary>
/// <param name="Place"><c>client</c>, a tier, a link without a limit by its ends (<c>mobile-edge</c>), or <c>link</c> for all of them.</param>
/// <param name="Step"><c>encode</c>, <c>decode</c>, <c>reply</c> (a forwarder writes the reply again) or <c>send</c>.</param>
/// <param name="Encoding"><c>binary</c>, <c>paper</c>, or <c>any</c>.</param>
/// <param name="FixedSeconds">For an empty message, s.</param>
/// <param name="SecondsPerByte">For each byte on the wire, s.</param>
/// <param name="Requests">Number of observations.</param>
/// <param name="LargestBytes">The largest message that was observed.</param>
/// <param name="RelativeSpread">Half of the interquartile range of observed over fitted.</param>
public sealed record WireCost(string Place, string Step, string Encoding, double FixedSeconds, double SecondsPerByte, int Requests, long LargestBytes, double RelativeSpread)
{
    /// <summary>Seconds for a message.</summary>
    public double Seconds(long bytes) => FixedSeconds + SecondsPerByte * bytes;
}
