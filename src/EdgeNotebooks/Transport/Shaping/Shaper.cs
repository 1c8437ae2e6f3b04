namespace EdgeNotebooks.Transport.Shaping;

/// <summary>How a link holds its rate.</summary>
public enum Shaper
{
    /// <summary>Every byte takes its time, the first one too.</summary>
    Steady,

    /// <summary>
    /// A bucket of one second of the rate, as the study's <c>tc</c> commands set it (rate = burst): after a pause the first
    /// second's worth of data is free. The policer's drops, which the study's ingress side has, are not reproduced.
    /// </summary>
    PaperBurst,
}
