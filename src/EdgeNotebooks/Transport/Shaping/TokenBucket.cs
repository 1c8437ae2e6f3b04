using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>
/// One direction of a link, shared by all its connections: says when a piece of data has crossed. Kept as the time at which
/// everything accepted so far has crossed at the rate, which is a token bucket without a timer (virtual scheduling of the
/// generic cell rate algorithm, ITU-T I.371).
/// </summary>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private LinkSettings _settings;
    private double _crossed;
    private Action<double>? _watcher;

    public TokenBucket(LinkSettings settings)
    {
        _settings = settings;
        Crossed = Full(PreciseClock.Now);
    }

    /// <summary>Is told at once, and whenever it changes, when everything accepted so far has crossed.</summary>
    public Action<double>? Watcher
    {
        set
        {
            lock (_lock)
            {
                _watcher = value;
                value?.Invoke(_crossed);
            }
        }
    }

    /// <summary>What the link is. A change fills the bucket, as setting up <c>tc</c> again does.</summary>
    public LinkSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set
        {
            lock (_lock)
            {
                _settings = value;
                Crossed = Full(PreciseClock.Now);
            }
        }
    }

    /// <summary>Bytes that would cross at once now; negative while data waits.</summary>
    public double Level
    {
        get
        {
            lock (_lock) return _settings.Mbps is null ? 0 : Math.Min(_settings.BurstBytes, (PreciseClock.Now - _crossed) * _settings.BytesPerSecond);
        }
    }

    /// <summary>Accepts a piece and returns when its last byte has crossed; a time in the past means at once.</summary>
    /// <param name="bytes">Size of the piece.</param>
    /// <param name="since">When its data was there; a piece that queued behind another was there when that one had crossed.</param>
    public double Accept(int bytes, double since)
    {
        lock (_lock)
        {
            if (_settings.Mbps is null) return double.NegativeInfinity;
            var rate = _settings.BytesPerSecond;
            return Crossed = Math.Max(_crossed, since - _settings.BurstBytes / rate) + bytes / rate;
        }
    }

    /// <summary>Empties the bucket, so that a probe meets the rate and not the burst.</summary>
    public void Drain()
    {
        lock (_lock) Crossed = Math.Max(_crossed, PreciseClock.Now);
    }

    private double Crossed
    {
        set
        {
            _crossed = value;
            _watcher?.Invoke(value);
        }
    }

    private double Full(double now) => _settings.Mbps is null ? now : now - _settings.BurstBytes / _settings.BytesPerSecond;
}
