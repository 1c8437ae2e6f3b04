using System.Diagnostics;
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

    [Fact]
    public void TwentyTimesTheSamples_TakeNoMoreMemory()
    {
        Assert.SkipUnless(File.Exists("/proc/self/status"), "peak memory is read from /proc");
        // The garbage collector's youngest generation would grow with what was ever allocated; a fixed size shows what is held.
        var (few, many) = (Peak(50), Peak(1000));
        // The goal is 5 %; two processes of the same work already differ by a few per cent.
        Assert.InRange(many, 0, few * 1.15);
    }

    [Fact]
    public void Explain_NamesCausesAndTimesEveryNode()
    {
        var outcome = Run("--calibration", "shapes", "--samples", "3", "--preset", "study", "--explain", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var explained = JsonNode.Parse(outcome.Output)!["explain"]!;
        Assert.Equal((double)explained["floatSeconds"]! / (double)explained["int8Seconds"]!, (double)explained["ratio"]!, 6);
        // 13 float sums in the middle: a conversion before and behind each.
        Assert.InRange((int)explained["conversions"]!, 26, 60);
        Assert.Contains(explained["causes"]!.AsArray(), cause => (string)cause!["kind"]! == "Conversions");
        Assert.Equal(44, explained["nodes"]!.AsArray().Count(node => (string)node!["type"]! == "Conv"));
    }

    [Fact]
    public void QuantizedThenExited_TheSeamIsRecalibrated()
    {
        Assert.Equal(0, Run("--calibration", "shapes", "--samples", "20").Status);
        Assert.Equal(0, Edgenb.Run(Edgenb.Root, "early-exit", _scratch.Path("int8.onnx"), "--from", "/layer4/layer4.0/Add_output_0", "--to", "/layer4/layer4.2/Add_output_0",
            "--out", _scratch.Path("exited.onnx")).Status);
        var outcome = Edgenb.Run(Edgenb.Root, "quantize", _scratch.Path("exited.onnx"), "--calibration", "shapes", "--samples", "20", "--recalibrate-seam", "--out", _scratch.Path("seam.onnx"), "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var report = JsonNode.Parse(outcome.Output)!;
        // Rounded weights move the values a little, so that the widest may leave its range by a trace.
        Assert.InRange((double)report["after"]!["clippedPct"]!, 0, 0.1);
        Assert.True(report["before"]!["seam"]!.AsArray().Count >= report["after"]!["seam"]!.AsArray().Count);
    }

    [Fact]
    public void AGoalForAccuracy_IsMet_OrMissedWithTheBestKept()
    {
        string[] common = ["--calibration", "shapes", "--samples", "10", "--evaluate", "shapes", "--evaluate-samples", "40", "--json"];
        var met = Run(["--max-loss", "100", .. common]);
        Assert.True(met.Status == 0, met.Error);
        Assert.Single(JsonNode.Parse(met.Output)!["history"]!.AsArray());
        File.Delete(_scratch.Path("int8.onnx"));

        // Whether the first attempt loses a picture of forty is the model's affair; either way its file is there.
        var missed = Run(["--per-tensor", "--reduce-range", "--max-loss", "0", "--budget", "0", .. common]);
        Assert.True(File.Exists(_scratch.Path("int8.onnx")));
        Assert.Equal((bool)JsonNode.Parse(missed.Output)!["reached"]! ? 0 : 1, missed.Status);
        if (missed.Status == 1) Assert.Contains("the goal of at most 0.00 points was missed", Assert.Single(missed.Errors));
    }

    [Theory]
    [InlineData("go together", "--calibration", "shapes", "--max-loss", "1")]
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

    /// <summary>The largest resident set, in KiB, of a calibration with histograms.</summary>
    private long Peak(int samples)
    {
        var start = new ProcessStartInfo(Edgenb.Path, ["quantize", Model, "--calibration", "shapes", "--samples", $"{samples}", "--method", "mse", "--out", _scratch.Path("int8.onnx")])
        {
            WorkingDirectory = Edgenb.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_GCgen0size"] = "0x400000" },
        };
        using var process = Process.Start(start)!;
        var peak = 0L;
        while (!process.WaitForExit(10)) peak = Math.Max(peak, HighWater(process.Id));
        Assert.Equal(0, process.ExitCode);
        return peak;
    }

    private static long HighWater(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            // It has ended since.
            return 0;
        }
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(Edgenb.Root, ["quantize", Model, "--out", _scratch.Path("int8.onnx"), .. arguments]);
}
