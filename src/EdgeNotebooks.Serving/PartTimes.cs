using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>Divides a request's time into parts, and paces those that are the tier's own work: each mark ends the part that began at the mark before; what a part of the same name took is added to it.</summary>
internal sealed class PartTimes
{
    private readonly CpuPacer _pacer;
    private readonly string _tier;
    private readonly List<KeyValuePair<string, double>> _parts = [];
    private readonly double _start;
    private double _last;
    private double _paced;

    public PartTimes(string tier, CpuPacer pacer)
    {
        (_tier, _pacer, _start, _last) = (tier, pacer, PreciseClock.Now, PreciseClock.Now);
        pacer.Note();
    }

    /// <summary>What the tiers further on said.</summary>
    public IReadOnlyList<HopTimes> Onward { get; set; } = [];

    /// <summary>What was done to tensors on the way, by this tier and those further on.</summary>
    public IReadOnlyList<SeamReport> Seams { get; set; } = [];

    /// <summary>Ends a part in which the tier was waiting.</summary>
    public void Mark(string part)
    {
        _pacer.Note();
        Add(part);
    }

    /// <summary>Ends a part in which the tier was working, once it has taken as long as the tier's limit makes it.</summary>
    public async ValueTask SettleAsync(string part, CancellationToken cancel)
    {
        _paced += await _pacer.SettleAsync(cancel).ConfigureAwait(false);
        Add(part);
    }

    /// <summary>This tier and those further on.</summary>
    public IEnumerable<HopTimes> Hops() => [new HopTimes(_tier, [.. _parts, new(HopTimes.Total, _last - _start), new(HopTimes.Paced, _paced)]), .. Onward];

    private void Add(string part)
    {
        var now = PreciseClock.Now;
        var known = _parts.FindIndex(one => one.Key == part);
        if (known < 0) _parts.Add(new(part, now - _last));
        else _parts[known] = new(part, _parts[known].Value + now - _last);
        _last = now;
    }
}
