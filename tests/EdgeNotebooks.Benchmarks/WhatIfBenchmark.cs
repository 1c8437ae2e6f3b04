using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// Searching full-size <c>resnet</c> in float and int8 with all cuts, pairs of cuts and exits, and evaluating points. Cuts, exits and
/// their places are the model's own; times on tiers are made up, since the search takes as long with any.
/// </summary>
public static class WhatIfBenchmark
{
    private const int Points = 2_000_000;
    private static readonly double[] s_whole = [4.0, 2.0, 1.0];

    public static IEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        try
        {
            var path = Path.Combine(folder, "resnet.onnx");
            Command.Edgenb(folder, "models", "build", "resnet", "--out", path);
            var model = OnnxModel.Load(path);
            var int8 = model.Quantize(CalibrationData.Of([RandomInputs.Of(model)], "random tensor"));
            var profile = Profile(Imagined("identity", model, 1), Imagined("quantize", int8.Model, 0.3));
            var question = profile.At(new Conditions(20, 5));
            var seconds = Enumerable.Range(0, 3).Select(_ => Seconds(() => question.Search(new Constraints { UnknownAccuracy = true }))).Min();
            Console.WriteLine($"         {question.Search(new Constraints { UnknownAccuracy = true }).Counts}; {profile.Models[0].Cuts.Count} and {profile.Models[1].Cuts.Count} cuts, {profile.Models[0].Exits.Count} and {profile.Models[1].Exits.Count} exits");
            yield return new("whatif: search over full-size resnet, float and int8, flip points included", seconds, 5, "s");
            var tail = Enumerable.Range(0, 3).Select(_ => Seconds(() => question.Search(new Constraints { UnknownAccuracy = true, MaxSeconds = 3, LatencyQuantile = 0.9 }))).Min();
            Console.WriteLine(FormattableString.Invariant($"         the same with a constraint on the 90th percentile: {tail:0.00} s"));
            var options = question.Search(new Constraints { UnknownAccuracy = true }).Front;
            yield return new("whatif: one point evaluation on one core", Enumerable.Range(0, 3).Select(_ => Seconds(() => Evaluate(options))).Min() / Points * 1e6, 1, "us");
            var spread = question.Spread;
            var quantiles = Seconds(() =>
            {
                for (var i = 0; i < 2000; i++) spread.Quantile(options[i % options.Count].Cost, new LinkState(new Conditions(1 + i % 200, 1 + i % 50), 0), 0.9);
            });
            Console.WriteLine(FormattableString.Invariant($"         quantiles of requests on one core: {2000 / quantiles:0} per second; medians with bands (200 resamples): {100 / Seconds(() => { for (var i = 0; i < 100; i++) question.Predict(options[i % options.Count]); }):0} per second"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Evaluate(IReadOnlyList<DeploymentOption> options)
    {
        var sum = 0.0;
        var costs = options.Select(option => option.Cost).ToArray();
        for (var i = 0; i < Points; i++)
            sum += costs[i % costs.Length].Seconds(new LinkState(new Conditions(1 + i % 200, 1 + i % 50) { Links = (LinkBehaviour)(i % 2) }, 1e-4));
        return sum;
    }

    private static ProfiledModel Imagined(string name, OnnxModel model, double factor)
    {
        var table = new CutTable(model, RandomInputs.Of(model));
        var anchors = table.Anchors(12);
        return new(name, (long)(100_000_000 * factor), null, table.Cuts, table.Exits, anchors, [.. Tier.Order.SelectMany((tier, t) => anchors.SelectMany(cut => new[]
        {
            Part(tier, PartSide.Prefix, cut, s_whole[t] * factor * table.Cuts[cut].Position), Part(tier, PartSide.Suffix, cut, s_whole[t] * factor * (1 - table.Cuts[cut].Position)),
        }).Prepend(Part(tier, PartSide.Whole, null, s_whole[t] * factor)))]);
    }

    private static TimedPart Part(string tier, PartSide side, int? cut, double seconds) => new(tier, "warm", side, cut, [seconds * 0.98, seconds, seconds * 1.03], [0, 0, 0]);

    private static DeploymentProfile Profile(params ProfiledModel[] models) => new()
    {
        Model = "resnet",
        Sha256 = "",
        Measured = DateTimeOffset.UnixEpoch,
        Restarts = 1,
        Provenance = new Dictionary<string, string>(),
        Sessions = ["warm"],
        Models = models,
        Pictures = [],
        Tiers = [.. Tier.Order.Select(tier => new ProfiledTier(tier, 1, 1, "none"))],
        RequestBytes = new Dictionary<string, long> { ["binary"] = 602_112, ["paper"] = 802_816 },
        ReplyBytes = new Dictionary<string, long> { ["binary"] = 4000, ["paper"] = 5333 },
        Wire = [.. Tier.Order.SelectMany(tier => new[] { "encode", "decode", "reply" }.Select(step => new WireCost(tier, step, "any", 1e-4, 1e-9, 9, 1_000_000, 0))), new("client", "decode", "any", 1e-4, 1e-9, 9, 1_000_000, 0), new("link", "send", "any", 1e-4, 1e-9, 9, 1_000_000, 0)],
    };

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
