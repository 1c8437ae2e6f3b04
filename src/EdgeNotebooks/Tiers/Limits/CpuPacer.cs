namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// Holds this process to a share of processor time on the scale of a single request: after each piece of work it waits until the
/// processor time that the piece used is the tier's share of the time that has passed.
/// </summary>
/// <remarks>
/// The kernel's quotas cannot do that. They let a task run through its quota at full speed, so that an inference of a millisecond
/// ends before the first throttling. Work is counted by the kernel's clock of the whole process, every thread included. Thread-safe.
/// </remarks>
internal sealed class CpuPacer
{
    /// <summary>Waking up is as inexact as this: a shorter debt is paid with the next piece.</summary>
    private const double Carried = 100e-6;

    /// <summary>The runtime's timers count in milliseconds and take part of the wait; the kernel's take the rest.</summary>
    private const double Coarse = 0.010;

    private readonly Lock _lock = new();
    private readonly CpuDebt? _debt;
    private long _charges;

    /// <summary>Begins to count.</summary>
    /// <param name="cpus">Processors' worth of time per second; null for no limit.</param>
    public CpuPacer(double? cpus)
    {
        if (cpus is { } share) _debt = new CpuDebt(share, PreciseClock.Now, Used);
    }

    private static double Used => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Counts what was used without waiting for it: reading from a link is its time, not the tier's.</summary>
    public void Note() => Charge();

    /// <summary>Returns when everything that was used is paid.</summary>
    /// <returns>Seconds that it waited.</returns>
    public async ValueTask<double> SettleAsync(CancellationToken cancel)
    {
        if (_debt is null) return 0;
        var (due, charge) = Charge();
        var begin = PreciseClock.Now;
        if (due - begin < Carried) return 0;
        if (due - begin > 2 * Coarse) await Task.Delay(TimeSpan.FromSeconds(due - begin - Coarse), cancel).ConfigureAwait(false);
        PreciseClock.Until(due);
        var end = PreciseClock.Now;
        lock (_lock)
        {
            if (charge == _charges) _debt.Forgive(end, Used);
        }

        return end - begin;
    }

    private (double Due, long Charge) Charge()
    {
        if (_debt is null) return (double.NegativeInfinity, 0);
        lock (_lock) return (_debt.Charge(PreciseClock.Now, Used), ++_charges);
    }
}
