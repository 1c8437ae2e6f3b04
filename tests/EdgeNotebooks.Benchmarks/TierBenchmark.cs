using System.Globalization;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Benchmarks;

/// <summary>What a tier costs beside calling ONNX Runtime itself, whether its memory grows, and whether its limits hold.</summary>
public static class TierBenchmark
{
    private const int Requests = 10_000;
    private const int Settled = 1_000;

    public static IEnumerable<Measured> Run()
    {
        var mini = OnnxModel.Load(SubjectCatalog.Default().Find("resnet_mini").RequirePath());
        foreach (var measured in Overhead(mini, 64)) yield return measured;
        yield return FullSize(mini);
        yield return Growth(mini);
        foreach (var measured in Limits(mini)) yield return measured;
    }

    /// <summary>The best of several rounds, direct and through the tier in turn, with as many threads.</summary>
    private static IEnumerable<Measured> Overhead(OnnxModel model, int side)
    {
        const int Runs = 400;
        var input = Input(side);
        using var session = Session.Open(model, new SessionSettings { Threads = Environment.ProcessorCount });
        using var lab = Start(TierProfile.Unlimited);
        var tier = lab.Deploy(model, Deployment.Mobile);
        var (median, tail) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < 5; round++)
        {
            var (direct, through) = (new double[Runs], new double[Runs]);
            for (var i = 0; i < Runs; i++)
            {
                var start = PreciseClock.Now;
                session.Run(input);
                direct[i] = PreciseClock.Now - start;
                through[i] = tier.InferAsync(input).GetAwaiter().GetResult().LatencySeconds;
            }

            Array.Sort(direct);
            Array.Sort(through);
            median = Math.Min(median, through[Runs / 2] - direct[Runs / 2]);
            tail = Math.Min(tail, through[(int)(0.99 * Runs)] - direct[(int)(0.99 * Runs)]);
        }

        yield return new("tiers: resnet_mini through a warm local tier over ONNX Runtime itself, p50", 1000 * median, 0.5, "ms");
        yield return new("tiers: the same, p99", 1000 * tail, 2, "ms");
    }

    /// <summary>Starts differ in how memory lies: both sessions are opened anew in each.</summary>
    private static Measured FullSize(OnnxModel mini)
    {
        const int Starts = 5;
        var model = FullSizeModel.WithRandomWeights("resnet");
        double[] ratios = [.. Enumerable.Range(0, Starts).Select(_ => FullSizeRatio(model, mini)).Order()];
        return new($"tiers: full-size resnet through a warm local tier over ONNX Runtime itself, median of {Starts} starts", ratios[Starts / 2], 1.01, "x");
    }

    /// <summary>Direct and through the tier in turn; each of these over the mean of the direct ones around it, so that what grows slower meets both.</summary>
    private static double FullSizeRatio(OnnxModel model, OnnxModel mini)
    {
        const int Pairs = 11;
        const int Warmups = 300;
        var (input, smallInput) = (Input(224), Input(64));
        using var session = Session.Open(model, new SessionSettings { Threads = Environment.ProcessorCount });
        using var lab = Start(TierProfile.Unlimited);
        // A server compiles better code in the background once it was called some dozen times: a small model gets there sooner.
        var small = lab.Deploy(mini, Deployment.Mobile);
        for (var i = 0; i < Warmups; i++) small.InferAsync(smallInput).GetAwaiter().GetResult();
        var tier = lab.Deploy(model, Deployment.Mobile);
        tier.WarmAsync().GetAwaiter().GetResult();
        Direct();
        Through();
        var ratios = new double[Pairs];
        var before = Direct();
        for (var i = 0; i < Pairs; i++)
        {
            var through = Through();
            var after = Direct();
            ratios[i] = through / ((before + after) / 2);
            before = after;
        }

        Array.Sort(ratios);
        return ratios[Pairs / 2];

        double Through() => tier.InferAsync(input).GetAwaiter().GetResult().LatencySeconds;

        double Direct()
        {
            var start = PreciseClock.Now;
            session.Run(input);
            return PreciseClock.Now - start;
        }
    }

    private static Measured Growth(OnnxModel model)
    {
        using var lab = Start(TierProfile.Unlimited);
        var tier = lab.Deploy(model, Deployment.Mobile);
        var input = Input(64);
        var early = 0L;
        for (var i = 0; i < Requests; i++)
        {
            tier.InferAsync(input).GetAwaiter().GetResult();
            if (i + 1 == Settled) early = Resident(lab.Tiers[0].Status.ServerProcess);
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"tiers: memory of the server after {Requests} requests, over that after {Settled}"), Resident(lab.Tiers[0].Status.ServerProcess) / (double)early, 1.05, "x");
    }

    /// <summary>The farther end of each row's interval, beside its tolerance.</summary>
    private static IEnumerable<Measured> Limits(OnnxModel model)
    {
        foreach (var mechanism in (string[])["auto", "signals"])
        {
            using var lab = Start(TierProfile.Scaled, new LabSettings { CpuLimit = mechanism }, EdgeNotebooks.Emulation.Links.Of(100, 50));
            lab.CertifyAsync(CertificateScope.Thorough).GetAwaiter().GetResult();
            foreach (var row in lab.CertifyAsync(model, Input(64)).GetAwaiter().GetResult().Rows)
                yield return new($"tiers: limit '{mechanism}', {row.Place}, {row.What}: off by at most", 100 * Math.Max(Math.Abs(row.Low / row.Nominal - 1), Math.Abs(row.High / row.Nominal - 1)), row.TolerancePct, "%");
        }
    }

    private static Lab Start(TierProfile profile, LabSettings? settings = null, Links? links = null) => Lab.StartAsync(profile, links, settings).GetAwaiter().GetResult();

    private static Dictionary<string, Tensor> Input(int side) => new() { ["input"] = Tensor.Of(Enumerable.Range(0, 3 * side * side).Select(i => MathF.Sin(i)).ToArray(), 1, 3, side, side) };

    private static long Resident(int process) => Environment.SystemPageSize * long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
}
