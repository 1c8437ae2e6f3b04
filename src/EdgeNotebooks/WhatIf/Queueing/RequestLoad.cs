using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Queueing;

/// <summary>
/// A deployment under load: a request crosses the links upwards one by one, is worked on by each tier after its link, and the reply
/// crosses them downwards. A tier's work is all done when the request comes through; it scatters as the profile's requests do.
/// </summary>
internal static class RequestLoad
{
    private const int Batches = 10;

    /// <summary>Student's t for 9 degrees of freedom, two-sided 95 %.</summary>
    private const double T9 = 2.262;

    public static LoadResult Simulate(DeploymentQuestion question, DeploymentOption option, double rate, LoadSettings settings)
    {
        settings.Checked();
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentException(FormattableString.Invariant($"the rate is {rate} requests per second; it must be a number over 0"));
        var state = new LinkState(question.Conditions, question.Model.LeastSecondsPerMbit);
        var (stations, demands) = Line(question, option.Cost, state, settings);
        var arrivals = QueueSimulation.Arrivals(settings.Requests, rate, settings.Regular, (ulong)settings.Seed);
        var (sojourns, end) = QueueSimulation.Run(arrivals, stations, demands, (ulong)settings.Seed);
        var counted = sojourns.AsSpan(settings.Requests / 10).ToArray();
        for (var i = 0; i < counted.Length; i++) counted[i] += option.Cost.Fixed;
        // What was asked of a place in the time of the arrivals, not what it did until all was done.
        var span = Math.Min(end, arrivals[^1]);
        return new(option, rate, Of(counted, 0.5), Of(counted, 0.9), Of(counted, 0.99), [.. stations.Select(station => KeyValuePair.Create(station.Name, station.Busy / span))], settings);
    }

    private static (List<Station> Stations, List<Demand> Demands) Line(DeploymentQuestion question, RequestCost cost, LinkState state, LoadSettings settings)
    {
        var (stations, demands) = (new List<Station>(), new List<Demand>());
        double[] up = [cost.Up0, cost.Up1, cost.Up2], down = [cost.Down0, cost.Down1, cost.Down2], work = [cost.Mobile, cost.Edge, cost.Cloud];
        string[] links = ["client-mobile", "mobile-edge", "edge-cloud"];
        for (var i = 0; i < cost.Links; i++)
        {
            var (tier, seconds) = (i, work[i] / state.Speed(Tier.Order[i]));
            Add(Link(i, "up"), up[i]);
            stations.Add(new ServerStation(Tier.Order[i], settings.Concurrency));
            demands.Add((int _, ref Units.SplitMix64 random) => seconds * question.Spread.Draw(tier, ref random));
        }

        for (var i = cost.Links - 1; i >= 0; i--) Add(Link(i, "down"), down[i]);
        return (stations, demands);

        void Add(Station station, double mbit)
        {
            stations.Add(station);
            demands.Add((int _, ref Units.SplitMix64 _) => mbit);
        }

        LinkStation Link(int i, string way) => new($"{links[i]} {way}", Math.Max(state.Least, i == 2 ? state.FarSecondsPerMbit : state.NearSecondsPerMbit),
            state.IsBurst ? LinkState.BurstSeconds : 0, state.RoundTrip / 2);
    }

    private static LoadQuantile Of(double[] sojourns, double p)
    {
        var batches = Enumerable.Range(0, Batches).Select(batch => Quantile.OfSorted(sojourns.Skip(batch * sojourns.Length / Batches).Take(sojourns.Length / Batches).Order().ToArray(), p)).ToArray();
        var mean = batches.Average();
        var half = T9 * Math.Sqrt(batches.Sum(batch => (batch - mean) * (batch - mean)) / (Batches - 1) / Batches);
        var all = Quantile.OfSorted(sojourns.Order().ToArray(), p);
        return new(all, Math.Max(0, all - half), all + half);
    }
}
