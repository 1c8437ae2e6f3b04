using System.Globalization;
using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.WhatIf;

/// <summary>What a question varies.</summary>
public enum Quantity
{
    /// <summary>Rate of client-mobile and mobile-edge, 1 to 200 Mbit/s.</summary>
    MobileEdgeMbps,

    /// <summary>Rate of edge-cloud, 1 to 200 Mbit/s.</summary>
    EdgeCloudMbps,

    /// <summary>Speed of mobile, 0.25 to 4 times the study's.</summary>
    MobileSpeed,

    /// <summary>Speed of edge, 0.25 to 4 times the study's.</summary>
    EdgeSpeed,

    /// <summary>Speed of the cloud, 0.25 to 4 times the study's.</summary>
    CloudSpeed,
}

/// <summary>A value at which the fastest configuration changes; both are equally fast there.</summary>
/// <param name="Along">What is varied.</param>
/// <param name="Value">Where it changes: Mbit/s, or a factor.</param>
/// <param name="Below">Fastest just below.</param>
/// <param name="Above">Fastest just above.</param>
/// <param name="Seconds">Latency of both there.</param>
public sealed record FlipPoint(Quantity Along, double Value, Configuration Below, Configuration Above, double Seconds)
{
    /// <summary>What is varied, in words.</summary>
    public string Varied => Along switch
    {
        Quantity.MobileEdgeMbps => "the link between mobile and edge",
        Quantity.EdgeCloudMbps => "the link between edge and cloud",
        Quantity.MobileSpeed => "the speed of mobile",
        Quantity.EdgeSpeed => "the speed of edge",
        _ => "the speed of the cloud",
    };

    /// <summary>The change as a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"at {Value:0.###} {(Along <= Quantity.EdgeCloudMbps ? "Mbit/s of" : "x of")} {Varied} the fastest changes from {Below.Place} to {Above.Place} ({Seconds:0.00} s)");

    /// <summary>
    /// Exact changes over the whole measured range, from small to large values. In x = 1/value every latency is piecewise linear: pieces end
    /// where a payload just fits the burst and where the bucket's refill takes over. Between those the lower envelope of lines is walked.
    /// </summary>
    internal static IReadOnlyList<FlipPoint> Find(IReadOnlyList<Candidate> candidates, Quantity quantity, Conditions at)
    {
        if (candidates.Count == 0) return [];
        at.Checked();
        var (low, high) = quantity <= Quantity.EdgeCloudMbps ? (Conditions.SlowestMeasured, Conditions.FastestMeasured) : (0.25, 4.0);
        var ends = Pieces(candidates, quantity, at, 1 / high, 1 / low);
        var flips = new List<FlipPoint>();
        Candidate? current = null;
        for (var i = 0; i + 1 < ends.Count; i++) Walk(candidates, quantity, at, ends[i], ends[i + 1], ref current, flips);
        flips.Reverse();
        return flips;
    }

    private static void Walk(IReadOnlyList<Candidate> candidates, Quantity quantity, Conditions at, double from, double to, ref Candidate? current, List<FlipPoint> flips)
    {
        var lines = candidates.Select(candidate => (Candidate: candidate, Start: candidate.Seconds(With(at, quantity, from)), End: candidate.Seconds(With(at, quantity, to)))).ToArray();
        if (current is null) current = lines.MinBy(line => (line.Start, line.End)).Candidate;
        var place = 0.0;
        while (true)
        {
            var own = Array.Find(lines, Is(current));
            var (next, where) = (own, double.PositiveInfinity);
            foreach (var other in lines)
            {
                var closing = own.End - own.Start - (other.End - other.Start);
                var crossing = (other.Start - own.Start) / closing;
                if (closing <= 0 || crossing < place - 1e-12 || crossing > 1 || crossing > where || other.Candidate == current) continue;
                if (crossing == where && other.End >= next.End) continue;
                (next, where) = (other, crossing);
            }

            if (double.IsInfinity(where)) return;
            var x = from + Math.Max(where, place) * (to - from);
            flips.Add(new(quantity, 1 / x, next.Candidate.Configuration, current.Configuration, current.Seconds(With(at, quantity, x))));
            (current, place) = (next.Candidate, Math.Max(where, place));
        }
    }

    private static Predicate<(Candidate Candidate, double Start, double End)> Is(Candidate wanted) => line => ReferenceEquals(line.Candidate, wanted);

    /// <summary>The ends of the pieces on which every latency is linear in x.</summary>
    private static List<double> Pieces(IReadOnlyList<Candidate> candidates, Quantity quantity, Conditions at, double first, double last)
    {
        var ends = new SortedSet<double> { first, last };
        if (quantity <= Quantity.EdgeCloudMbps)
            foreach (var p in candidates.Select(candidate => candidate.Parameters))
                foreach (var payload in new[] { p.PictureMbit, p.SeamMbit })
                {
                    Add(p.BurstSeconds / payload);
                    foreach (var other in new[] { p.PictureMbit, p.SeamMbit }) Add(other / (quantity == Quantity.MobileEdgeMbps ? at.EdgeCloudMbps : at.MobileEdgeMbps) / payload);
                }

        if (at.Links == LinkBehaviour.PaperBurst)
            foreach (var candidate in candidates)
            {
                var rough = ends.ToArray();
                for (var i = 0; i + 1 < rough.Length; i++)
                {
                    double a = Beyond(candidate, rough[i]), b = Beyond(candidate, rough[i + 1]);
                    if (a < 0 != b < 0) Add(rough[i] + (rough[i + 1] - rough[i]) * a / (a - b));
                }
            }

        return [.. ends];

        void Add(double x)
        {
            if (x > first && x < last) ends.Add(x);
        }

        // Latency without the refill of buckets minus the refill: linear in x between the ends found so far.
        double Beyond(Candidate candidate, double x)
        {
            var there = With(at, quantity, x);
            return LatencyModel.Open(candidate.Parameters, candidate.Route, candidate.FirstShare, there)
                - LatencyModel.Refill(candidate.Parameters, candidate.Route, there.MobileEdgeMbps, there.EdgeCloudMbps);
        }
    }

    private static Conditions With(Conditions at, Quantity quantity, double x) => quantity switch
    {
        Quantity.MobileEdgeMbps => at with { MobileEdgeMbps = 1 / x },
        Quantity.EdgeCloudMbps => at with { EdgeCloudMbps = 1 / x },
        Quantity.MobileSpeed => at with { MobileSpeed = 1 / x },
        Quantity.EdgeSpeed => at with { EdgeSpeed = 1 / x },
        _ => at with { CloudSpeed = 1 / x },
    };
}
