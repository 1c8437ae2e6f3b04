using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>The study's latencies as links without a bucket would have made them: every byte takes its time, the first ones too.</summary>
/// <remarks>
/// The study's shapers let the first second of each link's rate pass freely: in <c>tc</c> a burst of "Xmbit" is X 2^20 bits, at X 10^6
/// bit/s b = 1.048576 s. So a hop of P Mbit over R Mbit/s took max(0, P/R - f) with f = min(P/R, b), and a steady link gives those f seconds
/// back. Requests follow each other at once; the slow link's bucket regains no more than the time that a request spends elsewhere, which the
/// bandwidth grid tells where no link holds it up (both at 200 Mbit/s), so f is at most that as well. Payloads are read off the latencies at
/// 1 Mbit/s: a picture's from identity on the cloud, a seam's from the same operator on edge_cloud. Left out: replies and the policers'
/// drops. The grid has one large picture per subject, so f errs upwards for small ones.
/// </remarks>
public static class SteadyLinks
{
    /// <summary>Seconds of a link's rate that pass freely: 2^20 bits at 10^6 bit/s.</summary>
    public const double BurstSeconds = 1.048576;

    private const double NearMbps = 200;
    private const double FarMbps = 1;

    /// <summary>Every configuration of the main experiment, each value moved by what its hops had for free.</summary>
    /// <exception cref="StudyDataMissingException">The raw latencies are not on this machine.</exception>
    public static Latencies Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var payloads = new Payloads(study);
        return new(study.Latencies.Select(group => group with
        {
            Seconds = new Sample(group.Seconds.Name, group.Seconds.AsList().Zip(group.Repeats!.Input, (seconds, picture) => seconds + Free(group.Configuration, picture, payloads)), group.Seconds.Unit),
        }), $"{study.Latencies.Source}, as links without a burst would have made them");
    }

    /// <summary>What all hops of one request had for free, seconds.</summary>
    private static double Free(Configuration configuration, int picture, Payloads payloads)
    {
        var deployment = configuration.Deployment;
        double Near(double mbit) => Math.Min(mbit / NearMbps, BurstSeconds);
        // The client's hop and, unless the first part stays on mobile, the hop to the edge.
        var free = Near(payloads.Picture(configuration.Subject, picture)) * (deployment is "mobile" or "mobile_edge" or "mobile_cloud" ? 1 : 2);
        if (deployment is "mobile_edge" or "mobile_cloud") free += Near(payloads.Seam(configuration, picture));
        if (!deployment.EndsWith("cloud", StringComparison.Ordinal)) return free;
        var mbit = deployment == "cloud" ? payloads.Picture(configuration.Subject, picture) : payloads.Seam(configuration, picture);
        return free + Math.Min(Math.Min(mbit / FarMbps, BurstSeconds), payloads.Elsewhere(configuration));
    }

    /// <summary>What crosses the links, 10^6 bits, and how long a request is busy with other things than the slow link.</summary>
    private sealed class Payloads(Study study)
    {
        private readonly Dictionary<Configuration, double[]> _slow = [];

        public double Picture(string subject, int picture) => Slow(new(subject, "identity", "cloud"))[picture];

        public double Seam(Configuration configuration, int picture) => Slow(configuration with { Deployment = "edge_cloud" })[picture];

        public double Elsewhere(Configuration configuration) => study.NetworkSummary
            .Single(cell => cell.Configuration == configuration && cell.MobileEdgeMbps == NearMbps && cell.EdgeCloudMbps == NearMbps).Median;

        /// <summary>Per picture: a request that is elsewhere for less than the bucket holds takes just P/R, a longer one the difference more.</summary>
        private double[] Slow(Configuration configuration)
        {
            if (_slow.TryGetValue(configuration, out var known)) return known;
            var beyond = Math.Max(0, Elsewhere(configuration) - BurstSeconds);
            var group = study.Latencies[configuration];
            return _slow[configuration] = [.. NestedMedians.Of(group.Seconds, group.Repeats!).AsList().Select(seconds => FarMbps * (seconds - beyond))];
        }
    }
}
