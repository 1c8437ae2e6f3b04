namespace EdgeNotebooks.WhatIf.Queueing;

/// <summary>A place that requests pass, first come first served.</summary>
internal abstract class Station(string name)
{
    public string Name => name;

    /// <summary>Time for which it worked.</summary>
    public double Busy { get; protected set; }

    /// <summary>When a request that comes at <paramref name="time"/> leaves. Calls come in order of time.</summary>
    public abstract double Leave(double time, double service);
}

/// <summary>A tier with some servers.</summary>
internal sealed class ServerStation : Station
{
    private readonly PriorityQueue<int, double> _free = new();
    private readonly double _servers;

    public ServerStation(string name, int servers) : base(name)
    {
        _servers = servers;
        for (var i = 0; i < servers; i++) _free.Enqueue(i, 0);
    }

    public override double Leave(double time, double service)
    {
        _free.TryDequeue(out var server, out var free);
        var end = Math.Max(time, free) + service;
        _free.Enqueue(server, end);
        Busy += service / _servers;
        return end;
    }
}

/// <summary>One direction of a link: a token bucket, which with no burst is a server of constant rate.</summary>
/// <param name="name">Such as <c>mobile-edge up</c>.</param>
/// <param name="secondsPerMbit">Time of 10^6 bits.</param>
/// <param name="freeSeconds">Seconds of the rate that pass at once after a pause.</param>
/// <param name="delay">What every message waits besides, without holding up others.</param>
internal sealed class LinkStation(string name, double secondsPerMbit, double freeSeconds, double delay) : Station(name)
{
    private double _crossed = double.NegativeInfinity;

    /// <param name="time">When the message comes.</param>
    /// <param name="service">Its size, 10^6 bits.</param>
    public override double Leave(double time, double service)
    {
        _crossed = Math.Max(_crossed, time - freeSeconds) + service * secondsPerMbit;
        Busy += service * secondsPerMbit;
        return Math.Max(time, _crossed) + delay;
    }
}
