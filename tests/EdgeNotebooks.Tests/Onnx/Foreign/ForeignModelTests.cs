using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Onnx.Foreign;

/// <summary>Everything that the graph library offers, on models of any origin.</summary>
public class ForeignModelTests
{
    public static TheoryData<string> Names => [.. ForeignModels.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryCutAndExit_IsProven(string name)
    {
        var model = ForeignModels.ByName[name]();
        var info = ModelInfo.Of(model);
        Assert.True(info.Nodes > 0);
        using (var session = Session.Open(model)) Assert.Equal(model.Outputs.Count, session.Run(RandomInputs.Of(model)).Count);

        var cuts = model.Cuts();
        Assert.NotEmpty(cuts);
        foreach (var cut in cuts)
        {
            var proof = model.Partition(cut).Verify();
            Assert.True(proof.Holds, $"{cut}: {proof}");
        }

        foreach (var exit in model.Exits())
        {
            var proof = model.VerifyEarlyExit(model.EarlyExit(exit), exit.From, exit.To);
            Assert.True(proof.Holds, $"{exit}: {proof}");
        }
    }

    // By construction: blocks of equal shape that follow one another.
    [Theory]
    [InlineData("residual", 6)]
    [InlineData("batch norm kept", 3)]
    [InlineData("MobileNet depthwise", 6)]
    [InlineData("transformer", 10)]
    [InlineData("QDQ", 3)]
    [InlineData("DenseNet concatenations", 0)]
    [InlineData("U-Net skips", 0)]
    public void RunsOfResidualBlocks_AreFound(string name, int exits) => Assert.Equal(exits, ForeignModels.ByName[name]().Exits().Count);

    [Fact]
    public void ExternalData_StaysWithThePartThatNeedsIt()
    {
        using var folder = new TemporaryFolder();
        SampleNetworks.Residual(1, 2).Save(folder["model.onnx"], ExternalDataMode.Separate);
        var model = OnnxModel.Load(folder["model.onnx"]);
        var paths = model.Partition(Balance.Parameters).Save(folder["parts"]);
        using var chain = SessionChain.Open(paths);
        using var whole = Session.Open(folder["model.onnx"]);
        var inputs = RandomInputs.Of(model);
        Assert.Equal(whole.Run(inputs)["logits"].ToDoubles(), chain.Run(inputs)["logits"].ToDoubles(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    /// <summary>torchvision's own networks as PyTorch exports them.</summary>
    [Fact]
    public void TorchvisionModels_AreProven()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Path.GetFullPath(folder["."]), ["torch", "torchvision"], """
            import torch, torchvision
            torch.manual_seed(1)
            for name, size in [("resnet18", 64), ("mobilenet_v2", 64), ("densenet121", 64), ("shufflenet_v2_x0_5", 64), ("squeezenet1_1", 64)]:
                model = getattr(torchvision.models, name)(weights=None).eval()
                torch.onnx.export(model, torch.randn(1, 3, size, size), name + ".onnx", opset_version=13)
            """);
        foreach (var file in Directory.GetFiles(folder["."], "*.onnx"))
        {
            var model = OnnxModel.Load(file);
            var cuts = model.Cuts();
            foreach (var cut in new[] { cuts[cuts.Count / 4], cuts.BalanceParameters(), cuts.BalanceMacs(), cuts[^1] }.Distinct())
            {
                var proof = model.Partition(cut).Verify();
                Assert.True(proof.Holds, $"{file} {cut}: {proof}");
            }

            foreach (var exit in model.Exits().TakeLast(2)) Assert.True(model.VerifyEarlyExit(model.EarlyExit(exit), exit.From, exit.To).Holds, $"{file} {exit}");
        }
    }
}
