using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>Points at random, and at each the fastest way of every deployment that could win.</summary>
internal static class RivalDraw
{
    private const int Attempts = 500;
    private const double SlowestMbps = 1, FastestMbps = 100;

    /// <summary>A deployment that is predicted to take this much longer than the fastest is no rival, unless it is the only one.</summary>
    private const double OutOfReach = 2;

    /// <summary>Speeds of mobile and edge over the profiled ones. Twice a share of processor time must still be one thread's.</summary>
    private static readonly (double Mobile, double Edge)[] s_speeds = [(1, 1), (0.5, 1), (2, 2), (2, 1)];

    public static IReadOnlyList<RivalPoint> Of(DeploymentProfile profile, LabCheckSettings settings)
    {
        var random = SplitMix64.For((ulong)settings.Seed, 6, 0);
        var speeds = s_speeds.Where(speed => Fits(profile, "mobile", speed.Mobile) && Fits(profile, "edge", speed.Edge)).ToArray();
        var points = new List<RivalPoint>();
        for (var i = 0; i < settings.Points; i++)
        {
            var links = (i / speeds.Length + i) % 2 == 0 ? LinkBehaviour.Steady : LinkBehaviour.PaperBurst;
            points.Add(Draw(profile, settings, speeds[i % speeds.Length], links, profile.Sessions[i / 2 % profile.Sessions.Count], ref random)
                ?? throw new ArgumentException(FormattableString.Invariant($"no point is predicted to answer within {settings.MaxSeconds} s; allow longer ones")));
        }

        return points;
    }

    private static RivalPoint? Draw(DeploymentProfile profile, LabCheckSettings settings, (double Mobile, double Edge) speed, LinkBehaviour links, string session, ref SplitMix64 random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var at = new Conditions(Rate(ref random), Rate(ref random)) { Links = links, MobileSpeed = speed.Mobile, EdgeSpeed = speed.Edge };
            var question = new DeploymentQuestion(profile, at, session) { Encodings = [WireEncoding.Binary] };
            var search = question.Search(new() { UnknownAccuracy = true }, flips: false);
            var ways = search.Rivals.DistinctBy(rival => rival.Deployment.Name).ToArray();
            DeploymentOption[] rivals = [.. ways.Where((rival, place) => place < 2 || rival.Seconds <= OutOfReach * ways[0].Seconds)];
            if (rivals.Any(rival => rival.Seconds > settings.MaxSeconds)) continue;
            var confidence = new Verdict(question, search with { Rivals = rivals }).Recommend().Confidence;
            return new(confidence, [.. rivals.Select(rival => new LabPoint(rival, at, session))]);
        }

        return null;
    }

    /// <summary>Evenly on a logarithmic scale, to three digits.</summary>
    private static double Rate(ref SplitMix64 random)
    {
        var rate = SlowestMbps * Math.Pow(FastestMbps / SlowestMbps, random.Uniform());
        return Math.Round(rate, rate < 10 ? 2 : 1);
    }

    private static bool Fits(DeploymentProfile profile, string tier, double speed) =>
        speed == 1 || profile.Tiers.Any(one => one.Name == tier && one.Cpus is { } cpus && Math.Max(cpus, cpus * speed) <= 1);
}

/// <summary>A point that is to be measured.</summary>
/// <param name="Confidence">Share of the resamples, 0..1, in which the first is the fastest.</param>
/// <param name="Rivals">The fastest first.</param>
internal sealed record RivalPoint(double Confidence, IReadOnlyList<LabPoint> Rivals);
