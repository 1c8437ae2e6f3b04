using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Tests.WhatIf;

/// <summary>Profiles whose numbers are known beforehand: a chain of nodes with a residual block, three tiers, no scatter unless asked for.</summary>
internal static class SyntheticProfile
{
    public const int Cuts = 8;

    /// <summary>Seconds of the whole model on mobile, edge and cloud.</summary>
    public static readonly double[] Whole = [0.4, 0.2, 0.1];

    /// <summary>Message bytes of each cut; the input's message has 10,000 and the reply 100.</summary>
    public static readonly long[] Bytes = [40_000, 30_000, 30_500, 16_000, 8_000, 12_000, 4_000, 1_000];

    /// <param name="scatter">Half of the relative range of the requests of a part.</param>
    /// <param name="accuracies">Accuracy of float, int8, float with the exit, int8 with it; null for unknown.</param>
    /// <param name="perPart">Seconds of any part on edge, whatever it holds.</param>
    public static DeploymentProfile Of(double scatter = 0, double?[]? accuracies = null, double perPart = 0)
    {
        accuracies ??= [90, 89.5, 85, 84];
        return new()
        {
            Model = "chain",
            Sha256 = new string('0', 64),
            Measured = DateTimeOffset.UnixEpoch,
            Restarts = 1,
            Provenance = new Dictionary<string, string> { ["processor"] = "imagined" },
            Tiers = [new("mobile", 0.25, 1, "none"), new("edge", 0.5, 1, "none"), new("cloud", 1, 1, "none")],
            Sessions = ["warm"],
            RequestBytes = new Dictionary<string, long> { ["binary"] = 10_000, ["paper"] = 13_000 },
            ReplyBytes = new Dictionary<string, long> { ["binary"] = 100, ["paper"] = 130 },
            Models = [Model("identity", 1, 4_000_000, accuracies[0], accuracies[2], scatter, perPart), Model("quantize", 0.5, 1_000_000, accuracies[1], accuracies[3], scatter, perPart)],
            Wire =
            [
                new("client", "decode", "binary", 0.0001, 0, 9, 40_000, 0), new("client", "decode", "paper", 0.0002, 0, 9, 40_000, 0), new("link", "send", "any", 0.0003, 1e-9, 9, 40_000, 0),
                .. Tier.Order.SelectMany(tier => new WireCost[] { new(tier, "decode", "binary", 0.0001, 1e-9, 9, 40_000, 0), new(tier, "encode", "paper", 0.0005, 1e-8, 9, 40_000, 0) }),
            ],
            Pictures = [],
        };
    }

    private static ProfiledModel Model(string name, double factor, long weights, double? accuracy, double? exited, double scatter, double perPart)
    {
        var cuts = Enumerable.Range(0, Cuts).Select(i => new ProfiledCut([$"t{i}"], Bytes[i], Position(i), Position(i), Bytes[i], Bytes[i] * 4 / 3, PassesInput: i == 2, NodeSet.Write(Enumerable.Range(0, Nodes(i)), 16))).ToArray();
        int[] anchors = [.. Enumerable.Range(0, Cuts)];
        return new(name, weights, accuracy, cuts, [new("t3", "t5", 1, Position(3), Position(5), 0.1, exited, [0, 1, 2, 3], [6, 7])], anchors,
        [
            .. Tier.Order.SelectMany((tier, t) => anchors.SelectMany(cut => new[]
            {
                Part(tier, PartSide.Prefix, cut, factor * Whole[t] * Position(cut) + Extra(tier), scatter), Part(tier, PartSide.Suffix, cut, factor * Whole[t] * (1 - Position(cut)) + Extra(tier), scatter),
            }).Prepend(Part(tier, PartSide.Whole, null, factor * Whole[t] + Extra(tier), scatter))),
        ]);

        double Extra(string tier) => tier == "edge" ? perPart : 0;
    }

    /// <summary>Cuts 1 and 2 lie at the same place, so that one of them is never needed.</summary>
    private static double Position(int cut) => Nodes(cut) / 16.0;

    private static int Nodes(int cut) => cut switch { 0 => 1, 1 or 2 => 4, _ => 2 * cut };

    private static TimedPart Part(string tier, PartSide side, int? cut, double seconds, double scatter) =>
        new(tier, "warm", side, cut, [.. Enumerable.Range(-3, 7).Select(i => seconds * (1 + scatter * i / 3))], [0, 0, 0, 0, 0, 0, 0]);
}
