using System.Text.Json.Nodes;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Cli.Tests.Models;

public sealed class InferBenchCompareTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AChainOfParts_InfersWhatTheWholeDoes()
    {
        var picture = new Random(3);
        TensorFile.Write(_scratch.Path("in.pb"), "anything", Tensor.Of([.. Enumerable.Range(0, 3 * 64 * 64).Select(_ => picture.NextSingle())], 1, 3, 64, 64));
        Succeed("partition", Model, "--balance", "parameters", "--out", _scratch.Path("parts"), "--no-verify");
        Succeed("infer", Model, "--input", _scratch.Path("in.pb"), "--out", _scratch.Path("whole"));
        Succeed("infer", _scratch.Path("parts/part1.onnx"), _scratch.Path("parts/part2.onnx"), "--input", _scratch.Path("in.pb"), "--out", _scratch.Path("chain"));
        var compared = JsonNode.Parse(Succeed("compare", _scratch.Path("whole/output_0.pb"), _scratch.Path("chain/output_0.pb"), "--json"))!;
        Assert.InRange(compared["maxAbs"]!.GetValue<double>(), 0, 1e-4);
        Assert.Equal(100, compared["argmaxAgreementPct"]!.GetValue<double>());
        Assert.Equal([1, 20], TensorFile.Read(_scratch.Path("chain/output_0.pb")).Tensor.Shape);
    }

    // By hand: differences 0, 1, 0, -3; signal 1+4+9+16 = 30, noise 1+9 = 10, so 10 log10(3); rows agree in one of two.
    [Fact]
    public void Compare_SaysHowFar()
    {
        TensorFile.Write(_scratch.Path("a.pb"), "a", Tensor.Of([1f, 2, 3, 4], 2, 2));
        TensorFile.Write(_scratch.Path("b.pb"), "b", Tensor.Of([1f, 3, 3, 1], 2, 2));
        var compared = JsonNode.Parse(Succeed("compare", _scratch.Path("a.pb"), _scratch.Path("b.pb"), "--json"))!;
        Assert.Equal(3, compared["maxAbs"]!.GetValue<double>());
        Assert.Equal(1, compared["meanAbs"]!.GetValue<double>());
        Assert.Equal(10 * Math.Log10(3), compared["sqnrDb"]!.GetValue<double>(), 12);
        Assert.Equal(50, compared["argmaxAgreementPct"]!.GetValue<double>());
    }

    [Fact]
    public void Bench_ReportsOrderedPercentiles()
    {
        var report = JsonNode.Parse(Succeed("bench", Model, "--runs", "8", "--warmup", "2", "--json"))!;
        var times = new[] { "p50", "p90", "p99" }.Select(key => report[key]!.GetValue<double>()).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.All(["mean", "sessionStart", "peakMemoryBytes"], key => Assert.True(report[key]!.GetValue<double>() > 0));
        Assert.True(report["std"]!.GetValue<double>() >= 0);
    }

    /// <summary>A model whose file says that its weights are random; so does every result, and every model made of it.</summary>
    [Fact]
    public void RandomWeights_AreSaidInResults_AndInherited()
    {
        var w = new float[4 * 3];
        for (var i = 0; i < w.Length; i++) w[i] = (i % 5) - 2;
        new GraphBuilder("drawn").Metadata("weights", "random").Input("x", ElementType.Float32, 1, 3, 8, 8).Initializer("w", w, 4, 3, 1, 1)
            .NamedNode("conv", "Conv", ["x", "w"], ["a"]).NamedNode("relu", "Relu", ["a"], ["b"]).NamedNode("curve", "Tanh", ["b"], ["y"])
            .Output("y", ElementType.Float32, 1, 4, 8, 8).Build().Save(_scratch.Path("drawn.onnx"));
        Directory.CreateDirectory(_scratch.Path("samples"));
        TensorFile.Write(_scratch.Path("samples/one.pb"), "x", Tensor.Of([.. Enumerable.Range(0, 3 * 64).Select(i => i / 100f)], 1, 3, 8, 8));
        Assert.Equal("random", JsonNode.Parse(Succeed("quantize", _scratch.Path("drawn.onnx"), "--calibration", _scratch.Path("samples"), "--out", _scratch.Path("int8.onnx"), "--json"))!["weights"]!.GetValue<string>());
        Succeed("partition", _scratch.Path("drawn.onnx"), "--at", "a", "--out", _scratch.Path("parts"), "--no-verify");
        Succeed("early-exit", _scratch.Path("drawn.onnx"), "--from", "a", "--to", "b", "--out", _scratch.Path("exit.onnx"), "--no-verify");
        foreach (var made in new[] { "drawn.onnx", "int8.onnx", "parts/part1.onnx", "parts/part2.onnx", "exit.onnx" })
            Assert.Equal("random", JsonNode.Parse(Succeed("bench", _scratch.Path(made), "--runs", "1", "--warmup", "0", "--json"))!["weights"]?.GetValue<string>());
        Assert.Null(JsonNode.Parse(Succeed("bench", Model, "--runs", "1", "--warmup", "0", "--json"))!["weights"]);
    }

    [Theory]
    [InlineData("--runs is 0", "bench", Model, "--runs", "0")]
    [InlineData("does not exist", "bench", "models/nothing.onnx")]
    [InlineData("'picture' is no input", "bench", Model, "--input-shape", "picture=1x3x64x64")]
    [InlineData("the chain reads 1 inputs", "infer", Model, "--out", "nowhere")]
    [InlineData("does not exist", "compare", "a.pb", "b.pb")]
    [InlineData("no ONNX TensorProto", "compare", Model, Model)]
    public void BadInput_IsOneLine(string says, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Succeed(params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.True(outcome.Status == 0, outcome.Error);
        return outcome.Output;
    }
}
