namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// Says until when a process must wait so that the processor time that it has used is its share of the time that has passed. Time
/// in which it used less earns nothing: no work is faster because there was a pause before it.
/// </summary>
/// <remarks>Virtual scheduling of the generic cell rate algorithm (ITU-T I.371) without tolerance, in seconds of processor time.</remarks>
/// <param name="cpus">Processors' worth of time per second, over 0.</param>
/// <param name="now">When it begins, in seconds.</param>
/// <param name="used">Processor time that the process has used until then, in seconds.</param>
internal sealed class CpuDebt(double cpus, double now, double used)
{
    private double _used = used;
    private double _since = now;
    private double _paid = now;

    /// <summary>Counts what was used since the last call and returns when all of it is paid; a time in the past means that it is.</summary>
    public double Charge(double now, double used)
    {
        _paid = Math.Max(_paid, _since) + (used - _used) / cpus;
        Forgive(now, used);
        return _paid;
    }

    /// <summary>Passes over what was used since the last call: waiting itself takes some.</summary>
    public void Forgive(double now, double used) => (_since, _used) = (now, used);
}
