using System.Diagnostics;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>What goes wrong in the middle of a request: the caller gets a typed error in time, and the lab can be used or started again.</summary>
public sealed class FaultTests
{
    /// <summary>Ten times what is promised (2 s), since other tests share the machine.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private static readonly string s_model = Path.Combine(Edgenb.Root, "models/resnet_mini.onnx");
    private static readonly LinkSettings s_slow = new(0.1);

    [Fact]
    public async Task ATierKilledWhileItReceives_IsNamed()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, Links.Unlimited with { MobileEdge = s_slow }, cancel: cancel);
        var deployed = lab.Deploy(s_model, Deployment.Edge);
        await deployed.WarmAsync(cancel);
        // 49,152 bytes at 12,500 a second: four seconds on the way.
        var request = deployed.InferAsync(Input(), cancel: cancel);
        await Task.Delay(1000, cancel);
        Process.GetProcessById(lab.Tiers[1].Status.ServerProcess).Kill();
        var error = await Assert.ThrowsAsync<TierFailedException>(() => request.WaitAsync(s_limit, cancel));
        Assert.Contains("'edge' has ended", error.Message, StringComparison.Ordinal);
        Assert.Equal("edge", error.Tier);
    }

    [Fact]
    public async Task AConnectionCutInTheMiddleOfASeam_IsAnError_ThatNamesBothEnds()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, Links.Unlimited with { MobileEdge = s_slow }, cancel: cancel);
        var deployed = lab.Deploy(OnnxModel.Load(s_model).Partition(Balance.Parameters), Deployment.MobileEdge);
        await deployed.WarmAsync(cancel);
        var request = deployed.InferAsync(Input(), cancel: cancel);
        await Task.Delay(500, cancel);
        // The link process holds the connection: with it the seam is cut off.
        Process.GetProcessById(lab.Tiers[1].Id!.Value).Kill();
        var error = await Assert.ThrowsAsync<TierFailedException>(() => request.WaitAsync(s_limit, cancel));
        Assert.Equal(502, error.Status);
        Assert.Contains("'mobile' cannot reach the next one at", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("signals")]
    public async Task ATierThatExceedsItsMemory_DiesAlone_AndTheErrorSaysTierModelLimitAndPeak(string mechanism)
    {
        const long Limit = 600_000_000;
        var cancel = TestContext.Current.CancellationToken;
        var profile = TierProfile.Own((1, Limit), (1, 4 * Limit), (1, 4 * Limit)) with { Name = "tight" };
        await using var lab = await Lab.StartAsync(profile, settings: new LabSettings { CpuLimit = mechanism }, cancel: cancel);
        var deployed = lab.Deploy(s_model, Deployment.Mobile);
        // 250 MB of input, and more than that of activations at once.
        var error = await Assert.ThrowsAsync<TierLimitException>(() => deployed.InferAsync(Input(5000), cancel: cancel).WaitAsync(TimeSpan.FromMinutes(2), cancel));
        Assert.Equal(("mobile", deployed.ServedNames[0], Limit), (error.Tier, error.Model, error.LimitBytes));
        Assert.InRange(error.PeakBytes!.Value, Limit, Limit + Limit / 10);
        Assert.Contains("memory limit is 600000000 bytes", error.Message, StringComparison.Ordinal);
        foreach (var tier in lab.Tiers.Skip(1)) await tier.AskAsync(new TierOrder(), cancel);
        Assert.Equal([true, true], lab.Tiers.Skip(1).Select(tier => tier.Status.IsRunning));
    }

    [Fact]
    public async Task AStalledLink_EndsTheRequestInTime_AndTheLabGoesOn()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        var deployed = lab.Deploy(s_model, Deployment.Edge);
        await deployed.InferAsync(Input(), cancel: cancel);
        await lab.SetLinksAsync(Links.Unlimited with { MobileEdge = new LinkSettings(0.0001) }, cancel);
        var error = await Assert.ThrowsAsync<TierFailedException>(() => deployed.InferAsync(Input(), new RequestSettings { Timeout = TimeSpan.FromSeconds(2) }, cancel).WaitAsync(s_limit, cancel));
        Assert.Contains("longer than 2 s", error.Message, StringComparison.Ordinal);
        await lab.SetLinksAsync(Links.Unlimited, cancel);
        await deployed.InferAsync(Input(), cancel: cancel).WaitAsync(s_limit, cancel);
    }

    [Fact]
    public async Task TwoLabsAtOnce_DoNotMeet_AndLeaveNoControlGroup()
    {
        var cancel = TestContext.Current.CancellationToken;
        int[] processes;
        await using (var one = await Lab.StartAsync(TierProfile.Scaled, cancel: cancel))
        await using (var other = await Lab.StartAsync(TierProfile.Scaled, cancel: cancel))
        {
            var replies = await Task.WhenAll(one.Deploy(s_model, Deployment.Cloud).InferAsync(Input(), cancel: cancel), other.Deploy(s_model, Deployment.Cloud).InferAsync(Input(), cancel: cancel));
            Assert.Equal(replies[0].Outputs["output"].ToDoubles(), replies[1].Outputs["output"].ToDoubles());
            Assert.Empty(one.Urls.Values.Intersect(other.Urls.Values));
            processes = [.. one.Tiers.Concat(other.Tiers).Select(tier => tier.Id!.Value)];
        }

        Assert.DoesNotContain(((string[])["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/memory", "/sys/fs/cgroup"]).Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, "edgenb-*")),
            group => processes.Any(process => group.Contains($"edgenb-{process}-", StringComparison.Ordinal)));
    }

    [Fact]
    public void APortThatIsTaken_IsSaidAtOnce()
    {
        using var first = new ServedTier();
        var outcome = Edgenb.Run(Edgenb.Root, "tier", "serve", "--name", "edge", "--models", "models", "--listen", $"{first.Url}");
        Assert.Equal(1, outcome.Status);
        Assert.Contains("choose another port", Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Input(int batch = 1) => new() { ["input"] = Tensor.Of(Enumerable.Range(0, batch * 3 * 64 * 64).Select(i => MathF.Sin(i)).ToArray(), batch, 3, 64, 64) };
}
