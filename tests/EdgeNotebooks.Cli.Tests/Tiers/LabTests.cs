using System.Diagnostics;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>A lab as a notebook uses it: real processes, real limits.</summary>
public sealed class LabTests
{
    private static readonly string s_model = Path.Combine(Edgenb.Root, "models/resnet_mini.onnx");

    [Fact]
    public async Task EveryDeployment_AnswersAsTheModelDoes_AndSaysWhereTheTimeWent()
    {
        var cancel = TestContext.Current.CancellationToken;
        var model = OnnxModel.Load(s_model);
        var halves = model.Partition(Balance.Parameters);
        var thirds = model.Partition(Balance.Parameters, parts: 3);
        var input = Input();
        using var session = Session.Open(s_model);
        var expected = session.Run(input)["output"].ToDoubles();
        await using var lab = await Lab.StartAsync(TierProfile.Scaled, Links.Of(200, 100), cancel: cancel);
        foreach (var deployment in Deployment.All)
        {
            var deployed = deployment.Tiers.Count switch
            {
                1 => lab.Deploy(model, deployment),
                2 => lab.Deploy(halves, deployment),
                _ => lab.Deploy(thirds, deployment),
            };
            foreach (var encoding in (WireEncoding[])[WireEncoding.Binary, WireEncoding.Paper])
            {
                foreach (var cold in (bool[])[false, true])
                {
                    var reply = await deployed.InferAsync(input, new RequestSettings { Encoding = encoding, IsCold = cold }, cancel);
                    Assert.Equal(expected.Length, reply.Outputs["output"].Elements);
                    Assert.All(expected.Zip(reply.Outputs["output"].ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
                    Assert.Equal(deployment.Tiers, reply.Breakdown.Steps.Where(step => step.Name == "inference").Select(step => step.Place));
                    Assert.Equal(deployment.Route, reply.Breakdown.Steps.Where(step => step.Name == "send").Select(step => step.Place.Split('-')[1]));
                    Assert.InRange(reply.Breakdown.SumSeconds, reply.Breakdown.TotalSeconds * 0.98 - 0.001, reply.Breakdown.TotalSeconds * 1.02 + 0.001);
                }
            }
        }
    }

    [Fact]
    public async Task ACertificateWithAModel_HasARowForEveryLimitedLinkOfEachRoute()
    {
        var cancel = TestContext.Current.CancellationToken;
        var slow = new LinkSettings(10);
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, new Links(LinkSettings.Unlimited, slow, slow), cancel: cancel);
        await lab.CertifyAsync(CertificateScope.Sentinel, cancel);
        var rows = (await lab.CertifyAsync(OnnxModel.Load(s_model), Input(), cancel)).Rows.Where(row => row.Unit == "s").ToArray();
        Assert.Equal(["link mobile-edge", "link mobile-edge", "link edge-cloud"], rows.Select(row => row.Place));
        Assert.Equal(["edge", "cloud", "cloud"], rows.Select(row => row.What.Split(' ')[^1]));
        // A picture of 64 by 64 pixels, in numbers: no link is faster than its rate.
        Assert.All(rows, row => Assert.InRange(row.Nominal, 4 * 3 * 64 * 64 / slow.BytesPerSecond, 1.2 * 4 * 3 * 64 * 64 / slow.BytesPerSecond));
        Assert.All(rows, row => Assert.InRange(row.Low, 0.95 * row.Nominal, double.MaxValue));
        // Settling takes the limits off for a moment.
        Assert.Equal(slow, lab.Links.MobileEdge);
    }

    [Fact]
    public void TheCommand_TellsItsThreadsNotToSpin_WhichALimitedTierWouldPayFor()
    {
        using var settings = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "edgenb.runtimeconfig.json")));
        Assert.Equal(0, settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit").GetInt32());
    }

    [Theory]
    [InlineData(SeamCompression.None, 1, 0)]
    [InlineData(SeamCompression.Fp16, 0.5, 1 / 2048.0)]
    [InlineData(SeamCompression.Int8, 0.25, 1 / 254.0)]
    [InlineData(SeamCompression.Zstd, 0.99, 0)]
    public async Task APackedSeam_SaysWhatCrossedAndHowExact_AlsoThroughATierThatOnlyPassesItOn(SeamCompression seam, double share, double error)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        var deployed = lab.Deploy(OnnxModel.Load(s_model).Partition(Balance.Parameters), Deployment.MobileCloud);
        var reply = await deployed.InferAsync(Input(), new RequestSettings { Seam = seam }, cancel);
        var report = Assert.Single(reply.Seams);
        Assert.Equal("mobile", report.Tier);
        Assert.InRange((double)report.PackedBytes / report.Bytes, 0, share + 1e-9);
        // Half a unit in the last place, and half a step of 1/127: IEEE 754 and the definition of the scale.
        Assert.InRange(report.RelativeError, error > 0 ? 1e-9 : 0, error * 1.001);
        Assert.Equal(seam == SeamCompression.None ? [] : ["mobile pack", "cloud unpack"], reply.Breakdown.Steps.Where(step => step.Name.EndsWith("pack", StringComparison.Ordinal)).Select(step => $"{step.Place} {step.Name}"));
    }

    [Theory]
    [InlineData(SeamCompression.None, true)]
    [InlineData(SeamCompression.Lz4, false)]
    public async Task WhatALaterPartReads_TravelsPastTheOthers_AndSoDoesAnEarlyOutput(SeamCompression seam, bool knowsWhole)
    {
        var cancel = TestContext.Current.CancellationToken;
        // a is read by the first and the last part, s by the last alone; e is an output of the first.
        var model = new GraphBuilder("past").Input("x", ElementType.Float32, 2).Input("s", ElementType.Float32, 2)
            .Node("Relu", ["x"], ["a"]).Node("Neg", ["x"], ["e"]).Node("Add", ["a", "a"], ["b"]).Node("Exp", ["b"], ["c"]).Node("Add", ["c", "a"], ["d"]).Node("Mul", ["d", "s"], ["y"])
            .Output("y", ElementType.Float32, 2).Output("e", ElementType.Float32, 2).Build();
        var parts = model.Partition(["a", "s"], ["c", "a", "s"]);
        var input = new Dictionary<string, Tensor> { ["x"] = Tensor.Of([1f, -2f], 2), ["s"] = Tensor.Of([3f, 5f], 2) };
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        var deployed = knowsWhole ? lab.Deploy(parts, Deployment.MobileEdgeCloud) : lab.Deploy(parts.Parts, Deployment.MobileEdgeCloud, "past");
        foreach (var encoding in (WireEncoding[])[WireEncoding.Binary, WireEncoding.Paper])
        {
            var reply = await deployed.InferAsync(input, new RequestSettings { Encoding = encoding, Seam = seam }, cancel);
            Assert.Equal(["e", "y"], reply.Outputs.Keys.Order());
            Assert.Equal([(MathF.Exp(2) + 1) * 3, 5], reply.Outputs["y"].ToDoubles().Select(value => (float)value));
            Assert.Equal([-1, 2], reply.Outputs["e"].ToDoubles());
        }
    }

    [Fact]
    public async Task LinksChange_WhileTheTiersRun()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, Links.Unlimited, cancel: cancel);
        var deployed = lab.Deploy(s_model, Deployment.Edge);
        await deployed.InferAsync(Input(), cancel: cancel);
        await lab.SetLinksAsync(Links.Of(1, 1), cancel);
        var reply = await deployed.InferAsync(Input(), cancel: cancel);
        // 49,152 bytes cross two links of 125,000 bytes per second, one after the other.
        Assert.InRange(reply.Breakdown.LinkSeconds, 2 * 49152 / 125e3, 20);
        await lab.SetLinksAsync(Links.Unlimited, cancel);
        Assert.InRange((await deployed.InferAsync(Input(), cancel: cancel)).Breakdown.LinkSeconds, 0, 2 * 49152 / 125e3);
    }

    [Fact]
    public async Task APicture_IsAnsweredWithItsClass_AlsoByHalvesOnTwoTiers()
    {
        var cancel = TestContext.Current.CancellationToken;
        var pictures = ShapesDataset.HeldOut(4).ToArray();
        var serving = ServingPipeline.For("resnet_mini");
        using var session = Session.Open(s_model);
        await using var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        var whole = lab.Deploy(s_model, Deployment.Cloud);
        var halves = lab.Deploy(OnnxModel.Load(s_model).Partition(Balance.Macs), Deployment.MobileEdge);
        foreach (var picture in pictures)
        {
            var expected = serving.Serve(session, PictureCodec.ToPng(picture.Picture)).Label;
            Assert.Equal(expected, (await whole.InferAsync(picture.Picture, new RequestSettings { Encoding = WireEncoding.Paper, IsCold = true }, cancel)).Answer);
            Assert.Equal(expected, (await halves.InferAsync(picture.Picture, cancel: cancel)).Answer);
        }

        var error = await Assert.ThrowsAsync<TierFailedException>(() => whole.InferAsync("no picture"u8.ToArray(), cancel: cancel));
        Assert.Equal(400, error.Status);
    }

    [Fact]
    public async Task ATierThatIsKilled_IsNamedToTheCaller_AndTheLabCanBeStartedAgain()
    {
        var cancel = TestContext.Current.CancellationToken;
        var began = DateTime.UtcNow.AddSeconds(-1);
        var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        var deployed = lab.Deploy(OnnxModel.Load(s_model).Partition(Balance.Parameters), Deployment.MobileCloud);
        await deployed.InferAsync(Input(), cancel: cancel);
        Process.GetProcessById(lab.Tiers[2].Status.ServerProcess).Kill();
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<TierFailedException>(() => deployed.InferAsync(Input(), cancel: cancel));
        Assert.Equal("cloud", error.Tier);
        Assert.Contains("'cloud' has ended", error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        var processes = lab.Tiers.SelectMany(tier => (int[])[tier.Id!.Value, tier.Status.ServerProcess]).ToArray();
        await lab.DisposeAsync();
        Assert.All(processes, process => Assert.False(Directory.Exists($"/proc/{process}")));
        // Servers are killed, and clean up nothing themselves.
        Assert.All(processes, process => Assert.DoesNotContain(Directory.GetFiles(Path.GetTempPath(), $"*-{process}-*"), file => File.GetLastWriteTimeUtc(file) >= began));
        await using var again = await Lab.StartAsync(TierProfile.Unlimited, cancel: cancel);
        await again.Deploy(s_model, Deployment.Mobile).InferAsync(Input(), cancel: cancel);
    }

    [Fact]
    public async Task TooManyProcessors_AreRefused_AndTheProfileThatFitsIsNamed()
    {
        var most = Environment.ProcessorCount + 1;
        var own = TierProfile.Own((1, 1 << 30), (1, 1 << 30), (most, 1 << 30));
        var error = await Assert.ThrowsAsync<TierLimitException>(() => Lab.StartAsync(own, cancel: TestContext.Current.CancellationToken));
        Assert.Contains("scaled", error.Message, StringComparison.Ordinal);
        Assert.Equal("cloud", error.Tier);
    }

    private static Dictionary<string, Tensor> Input() => new() { ["input"] = Tensor.Of(Enumerable.Range(0, 3 * 64 * 64).Select(i => MathF.Sin(i)).ToArray(), 1, 3, 64, 64) };
}
