using System.Globalization;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>Scales each tier's times to what was measured; links stay as they are set.</summary>
internal static class ProfileRefit
{
    public static DeploymentProfile Of(LabCheck check)
    {
        var least = new RequestModel(check.Profile, check.Profile.Sessions[0]).LeastSecondsPerMbit;
        var logs = NelderMead.Minimise(at => check.Points.Average(point => Square(Math.Log(Seconds(point, at, least) / point.Measured))), [0, 0, 0], 0.1).At;
        var factors = Tier.Order.Zip(logs.Select(Math.Exp)).ToDictionary(one => one.First, one => one.Second);
        var scaled = check.Profile with
        {
            Models = [.. check.Profile.Models.Select(model => model with { Parts = [.. model.Parts.Select(part => part with { Seconds = Scaled(part.Seconds, factors[part.Tier]), SessionSeconds = Scaled(part.SessionSeconds, factors[part.Tier]) })] })],
            Wire = [.. check.Profile.Wire.Select(cost => factors.TryGetValue(cost.Place, out var factor) ? cost with { FixedSeconds = cost.FixedSeconds * factor, SecondsPerByte = cost.SecondsPerByte * factor } : cost)],
            Pictures = [.. check.Profile.Pictures.Select(cost => cost with { PreprocessSeconds = Scaled(cost.PreprocessSeconds, factors[cost.Tier]), PostprocessSeconds = Scaled(cost.PostprocessSeconds, factors[cost.Tier]) })],
            Provenance = new Dictionary<string, string>(check.Profile.Provenance)
            {
                ["refit"] = string.Create(CultureInfo.InvariantCulture, $"times scaled by {string.Join(", ", factors.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0.###}")))} to fit {check.Points.Count} measured points"),
            },
        };
        return scaled with { Models = [.. scaled.Models.Select((model, i) => model with { Alone = [.. model.Alone.Select(one => one with { Seconds = Scaled(one.Seconds, InTurn(scaled, one, i) / InTurn(check.Profile, one, i)) })] })] };
    }

    /// <summary>Requests without others between them stay the same share of their steps.</summary>
    private static double InTurn(DeploymentProfile profile, AloneRequests requests, int model) => new RequestModel(profile, requests.Session).InTurn(model, requests.Tier);

    private static double Seconds(CheckedPoint point, double[] logs, double least)
    {
        var cost = point.Point.Option.Cost;
        return (cost with { Mobile = cost.Mobile * Math.Exp(logs[0]), Edge = cost.Edge * Math.Exp(logs[1]), Cloud = cost.Cloud * Math.Exp(logs[2]) }).Seconds(new(point.Point.Conditions, least));
    }

    private static IReadOnlyList<double> Scaled(IReadOnlyList<double> seconds, double factor) => [.. seconds.Select(one => one * factor)];

    private static double Square(double x) => x * x;
}
