namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// A counter of the kernel that costs something to read, asked before and after each request: what was read at the end of one
/// counts for the begin of the next as well, within a millisecond.
/// </summary>
/// <param name="read">Reads it; null where the system does not tell.</param>
internal sealed class RecentReading(Func<double?> read)
{
    private const double FreshSeconds = 0.001;
    private Reading _last = new(double.NegativeInfinity, null);

    /// <summary>Seconds that it stands at.</summary>
    public double? Seconds
    {
        get
        {
            var now = PreciseClock.Now;
            if (now - _last.At >= FreshSeconds) _last = new(now, read());
            return _last.Seconds;
        }
    }

    private sealed record Reading(double At, double? Seconds);
}
