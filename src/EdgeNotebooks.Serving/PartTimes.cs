using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Serving;

/// <summary>Divides a request's time into parts: each mark ends the part that began at the mark before.</summary>
internal sealed class PartTimes
{
    private readonly string _tier;
    private readonly List<KeyValuePair<string, double>> _parts = [];
    private readonly double _start;
    private double _last;

    public PartTimes(string tier) => (_tier, _start, _last) = (tier, PreciseClock.Now, PreciseClock.Now);

    /// <summary>What the tiers further on said.</summary>
    public IReadOnlyList<HopTimes> Onward { get; set; } = [];

    public void Mark(string part)
    {
        var now = PreciseClock.Now;
        _parts.Add(new(part, now - _last));
        _last = now;
    }

    /// <summary>This tier and those further on.</summary>
    public IEnumerable<HopTimes> Hops() => [new HopTimes(_tier, [.. _parts, new(HopTimes.Total, _last - _start)]), .. Onward];
}
