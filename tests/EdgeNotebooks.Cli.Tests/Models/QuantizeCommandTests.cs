using System.Text.Json.Nodes;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Cli.Tests.Models;

public sealed class QuantizeCommandTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ASmallModel_BecomesASmallerFile_ThatAnswersAlike()
    {
        var outcome = Run("--calibration", "shapes", "--samples", "20", "--method", "percentile", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Contains("calibration: 1 pass over 20 samples", outcome.Error);
        var report = JsonNode.Parse(outcome.Output)!;
        Assert.InRange((double)report["bytes"]! / (double)report["floatBytes"]!, 0.2, 0.35);
        Assert.Equal(0, (int)report["floatNodes"]!);
        Assert.All(report["ranges"]!.AsArray(), range => Assert.InRange((double)range!["low"]!, (double)range["smallest"]! - 1e-9, 0));

        Assert.Equal(0, Edgenb.Run(Edgenb.Root, "infer", Model, "--input", Input(), "--out", _scratch.Path("a")).Status);
        Assert.Equal(0, Edgenb.Run(Edgenb.Root, "infer", _scratch.Path("int8.onnx"), "--input", Input(), "--out", _scratch.Path("b")).Status);
        var difference = JsonNode.Parse(Edgenb.Run(Edgenb.Root, "compare", _scratch.Path("a/output_0.pb"), _scratch.Path("b/output_0.pb"), "--json").Output)!;
        // 8 bits over a range give about 40 dB for one tensor; 44 layers in a row lose some of it.
        Assert.InRange((double)difference["sqnrDb"]!, 10, 60);
    }

    [Fact]
    public void TensorFiles_CalibrateToo_AndTheStudysPresetKeepsSumsFloat()
    {
        Directory.CreateDirectory(_scratch.Path("samples"));
        File.Copy(Input(), _scratch.Path("samples/one.pb"));
        var outcome = Run("--calibration", _scratch.Path("samples"), "--preset", "study", "--exclude", "/conv1/Conv", "Gemm", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var left = JsonNode.Parse(outcome.Output)!["nodes"]!.AsArray().Where(node => !(bool)node!["quantized"]!).ToLookup(node => (string)node!["reason"]!, node => (string)node!["type"]!);
        Assert.Equal(13, left["the study's tool leaves it float"].Count());
        Assert.Equal(["Conv"], left["excluded by name"]);
        Assert.Equal(["Gemm"], left["excluded by type"]);
    }

    [Theory]
    [InlineData("is no embedded data set (shapes, scenes) and no folder", "--calibration", "nowhere")]
    [InlineData("--samples is 0", "--calibration", "shapes", "--samples", "0")]
    [InlineData("there is no node '/conv1/Con'; closest: '/conv1/Conv'", "--calibration", "shapes", "--exclude", "/conv1/Con")]
    [InlineData("no picture", "--calibration", "tests/EdgeNotebooks.Cli.Tests/Models")]
    [InlineData("'best'", "--calibration", "shapes", "--method", "best")]
    [InlineData("'--calibration'")]
    public void BadInput_IsOneLine_AndWritesNothing(string says, params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Empty(outcome.Output);
        Assert.Contains(says, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.False(File.Exists(_scratch.Path("int8.onnx")));
    }

    [Fact]
    public void AQuantizedModel_IsRefused()
    {
        Assert.Equal(0, Run("--calibration", "shapes", "--samples", "1").Status);
        var again = Edgenb.Run(Edgenb.Root, "quantize", _scratch.Path("int8.onnx"), "--calibration", "shapes", "--out", _scratch.Path("twice.onnx"));
        Assert.Equal(2, again.Status);
        Assert.Contains("it is quantized already", Assert.Single(again.Errors));
    }

    /// <summary>A picture that calibration does not see.</summary>
    private string Input()
    {
        var path = _scratch.Path("input.pb");
        TensorFile.Write(path, "anything", Tensor.Of(ShapesDataset.Normalisation.ToTensor([ShapesDataset.HeldOut(1)[0].Picture]), 1, 3, 64, 64));
        return path;
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(Edgenb.Root, ["quantize", Model, "--out", _scratch.Path("int8.onnx"), .. arguments]);
}
