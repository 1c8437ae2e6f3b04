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
        yield return FullSize();
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

    /// <summary>Pairs, direct and through the tier in turn: the machine's slow moments meet both.</summary>
    private static Measured FullSize()
    {
        const int Pairs = 21;
        var model = FullSizeModel.WithRandomWeights("resnet");
        var input = Input(224);
        using var session = Session.Open(model, new SessionSettings { Threads = Environment.ProcessorCount });
        using var lab = Start(TierProfile.Unlimited);
        var tier = lab.Deploy(model, Deployment.Mobile);
        tier.WarmAsync().GetAwaiter().GetResult();
        var ratios = new double[Pairs];
        for (var i = -2; i < Pairs; i++)
        {
            var start = PreciseClock.Now;
            session.Run(input);
            var direct = PreciseClock.Now - start;
            var through = tier.InferAsync(input).GetAwaiter().GetResult().LatencySeconds;
            if (i >= 0) ratios[i] = through / direct;
        }

        Array.Sort(ratios);
        return new($"tiers: full-size resnet through a warm local tier over ONNX Runtime itself, median of {Pairs} pairs", ratios[Pairs / 2], 1.01, "x");
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
