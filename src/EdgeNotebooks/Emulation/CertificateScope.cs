namespace EdgeNotebooks.Emulation;

/// <summary>How much of itself a lab measures; times are those of two cores and the study's links.</summary>
public enum CertificateScope
{
    /// <summary>Work of 5 ms on each tier and a twentieth of a second of each link: some 3 seconds, to be repeated inside a series.</summary>
    Sentinel,

    /// <summary>Work of 1 to 100 ms, a tenth and four tenths of a second of each link, delays and bursts: some 45 seconds.</summary>
    Usual,

    /// <summary>Also work of a second and a second of each link, there and back: some 2 minutes.</summary>
    Thorough,
}
