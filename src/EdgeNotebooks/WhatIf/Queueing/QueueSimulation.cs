using EdgeNotebooks.Units;

namespace EdgeNotebooks.WhatIf.Queueing;

/// <summary>What a request needs at one station: a number that the station understands (seconds, or 10^6 bits).</summary>
internal delegate double Demand(int request, ref SplitMix64 random);

/// <summary>
/// Discrete-event simulation of requests that pass stations one after another. Each station is first come first served, so a request's
/// leaving is known when it comes; events are only its arrivals, in order of time.
/// </summary>
internal static class QueueSimulation
{
    /// <summary>Time in the system of each request, in order of arrival, and when the last one left.</summary>
    /// <param name="arrivals">When each request comes, ascending.</param>
    /// <param name="stations">The stations in order.</param>
    /// <param name="demands">What a request needs at each.</param>
    /// <param name="seed">The same seed draws the same.</param>
    public static (double[] Sojourns, double End) Run(double[] arrivals, IReadOnlyList<Station> stations, IReadOnlyList<Demand> demands, ulong seed)
    {
        var sojourns = new double[arrivals.Length];
        var events = new PriorityQueue<(int Request, int Step), (double Time, long Order)>();
        // Draws belong to requests, not to the order of events, so that another rate meets the same requests.
        var randoms = new SplitMix64[arrivals.Length];
        var (order, next, end) = (0L, 0, 0.0);
        while (next < arrivals.Length || events.Count > 0)
        {
            int request, step;
            double time;
            if (events.TryPeek(out var first, out var at) && (next == arrivals.Length || at.Time <= arrivals[next]))
            {
                events.Dequeue();
                ((request, step), time) = (first, at.Time);
            }
            else
            {
                (request, step, time) = (next, 0, arrivals[next]);
                randoms[next] = SplitMix64.For(seed, 3, (ulong)next++);
            }

            var left = stations[step].Leave(time, demands[step](request, ref randoms[request]));
            if (step + 1 < stations.Count) events.Enqueue((request, step + 1), (left, order++));
            else (sojourns[request], end) = (left - arrivals[request], Math.Max(end, left));
        }

        return (sojourns, end);
    }

    /// <summary>Arrival times with independent exponential gaps (Poisson), or at equal distances.</summary>
    public static double[] Arrivals(int count, double rate, bool regular, ulong seed)
    {
        var random = SplitMix64.For(seed, 4, 0);
        var times = new double[count];
        var now = 0.0;
        for (var i = 0; i < count; i++) times[i] = now += regular ? 1 / rate : Exponential(1 / rate, ref random);
        return times;
    }

    /// <summary>A draw from the exponential distribution.</summary>
    public static double Exponential(double mean, ref SplitMix64 random) => -mean * Math.Log(((random.Next() >> 11) + 0.5) * (1.0 / (1UL << 53)));
}
