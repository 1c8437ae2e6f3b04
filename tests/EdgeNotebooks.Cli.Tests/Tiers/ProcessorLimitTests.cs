using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>
/// A tier never gets more than its share, on the scale of one request too. Its processor time is read from the kernel by another process,
/// and a loaded machine can only make less of it; that it gets as much as its share is the certificate's and the benchmark's matter.
/// </summary>
public sealed class ProcessorLimitTests
{
    private const double Share = 0.25;

    [Theory]
    [InlineData("auto")]
    [InlineData("paced")]
    [InlineData("signals")]
    public async Task ShortWork_TakesAsLongAsItsShareMakesIt(string mechanism)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the kernel's clock of another process is read on Linux");
        var cancel = TestContext.Current.CancellationToken;
        var profile = TierProfile.Own((Share, 1 << 30), (Share, 1 << 30), (1, 1 << 30));
        await using var lab = await Lab.StartAsync(profile, settings: new LabSettings { CpuLimit = mechanism }, cancel: cancel);
        var tier = lab.Tier("mobile");
        Assert.StartsWith("paced by its own processor time", tier.Status.CpuMechanism, StringComparison.Ordinal);
        var probes = new TierProbes(lab, cancel);
        // Compiled, and past what start-up leaves behind.
        for (var i = 0; i < 20; i++) await probes.AskAsync(tier, 1_000_000);
        foreach (var iterations in (long[])[500_000, 2_500_000, 10_000_000])
        {
            for (var i = 0; i < 5; i++)
            {
                await Task.Delay(30, cancel);
                var (used, start) = (ProcessorClock.Of(tier.Status.ServerProcess)!.Value, PreciseClock.Now);
                var probe = await probes.AskAsync(tier, iterations);
                var (cpu, wall) = (ProcessorClock.Of(tier.Status.ServerProcess)!.Value - used, PreciseClock.Now - start);
                Assert.InRange(probe.WallSeconds, 0.98 * probe.CpuSeconds / Share, double.MaxValue);
                // The server's own count is no invention: what it says it used is within what the kernel says, and what that leaves is the request's handling.
                Assert.InRange(probe.CpuSeconds, 0, cpu);
                Assert.InRange(wall, 0.98 * probe.CpuSeconds / Share, double.MaxValue);
            }
        }
    }

    [Fact]
    public async Task WithoutALimit_NothingIsPaced()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Scaled, settings: new LabSettings { CpuLimit = "none" }, cancel: cancel);
        var deployed = lab.Deploy(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), Deployment.Mobile);
        var input = new Dictionary<string, Inference.Tensor> { ["input"] = Inference.Tensor.Of(new float[3 * 64 * 64], 1, 3, 64, 64) };
        Assert.Equal(0, (await deployed.InferAsync(input, cancel: cancel)).ThrottledSeconds["mobile"]);
    }

    [Fact]
    public async Task AReply_SaysHowLongItsTiersWereHeldBack()
    {
        var cancel = TestContext.Current.CancellationToken;
        var profile = TierProfile.Own((0.1, 1 << 30), (0.1, 1 << 30), (1, 1 << 30));
        await using var lab = await Lab.StartAsync(profile, cancel: cancel);
        var deployed = lab.Deploy(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), Deployment.Edge);
        var input = new Dictionary<string, Inference.Tensor> { ["input"] = Inference.Tensor.Of(new float[3 * 64 * 64], 1, 3, 64, 64) };
        var reply = await deployed.InferAsync(input, cancel: cancel);
        // Nine tenths of the inference are waiting, where nothing else disturbs.
        Assert.InRange(reply.ThrottledSeconds["edge"], 0.1 * reply.Breakdown.InferenceSeconds * 0.1, double.MaxValue);
        Assert.InRange(reply.Breakdown.SumSeconds, reply.Breakdown.TotalSeconds * 0.98 - 0.001, reply.Breakdown.TotalSeconds * 1.02 + 0.001);
        Assert.True(reply.StealSeconds is null or >= 0);
    }

    [Fact]
    public async Task TheLab_MeasuresItself_EveryTierEveryLinkEveryRatio()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Scaled, Links.Of(50, 10), cancel: cancel);
        var certificate = await lab.CertifyAsync(CertificateScope.Sentinel, cancel);
        Assert.Equal(["mobile", "edge", "cloud"], certificate.Rows.Where(row => row.Unit == "CPUs").Select(row => row.Place));
        Assert.Equal(["mobile over cloud", "edge over cloud"], certificate.Rows.Where(row => row.What.StartsWith("compute ratio", StringComparison.Ordinal)).Select(row => row.Place));
        Assert.Equal([4, 2], certificate.Rows.Where(row => row.What.StartsWith("compute ratio", StringComparison.Ordinal)).Select(row => Math.Round(row.Nominal, 6)));
        Assert.Equal(["link into mobile", "link into edge", "link into cloud"], certificate.Rows.Where(row => row.Unit == "Mbit/s").Select(row => row.Place));
        Assert.Equal(3, certificate.Rows.Count(row => row.Unit == "bytes"));
        // Whatever the machine does meanwhile, a tier is not faster than its share. A link is not faster than its rate either, but the tier may begin late to time it.
        Assert.All(certificate.Rows.Where(row => row.Unit is "CPUs"), row => Assert.InRange(row.High, 0, row.Nominal * 1.05));
        Assert.All(certificate.Rows.Where(row => row.Unit is "Mbit/s"), row => Assert.InRange(row.Measured, 0, row.Nominal * 1.5));
    }
}
