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
        // The system adds to a process what it likes, so that two of the same work differ by a few per cent: the least of a few counts.
        var (few, many) = (long.MaxValue, long.MaxValue);
        for (var round = 0; round < 4 && (round == 0 || many > few * 1.05); round++) (few, many) = (Math.Min(few, Peak(50)), Math.Min(many, Peak(1000)));
        Assert.InRange(many, 1, (long)(few * 1.05));
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
    public void ASampleThatCannotBeUsed_IsNamedWithItsTensor()
    {
        Directory.CreateDirectory(_scratch.Path("samples"));
        TensorFile.Write(_scratch.Path("samples/a.pb"), "input", Tensor.Of(new float[3 * 64 * 64], 1, 3, 64, 64));
        TensorFile.Write(_scratch.Path("samples/b.pb"), "input", Tensor.Of([.. Enumerable.Repeat(1f, 3 * 64 * 64 - 1), float.NaN], 1, 3, 64, 64));
        Says("sample 'b.pb': tensor 'input' becomes NaN or infinite", Run("--calibration", _scratch.Path("samples")));
        TensorFile.Write(_scratch.Path("samples/b.pb"), "input", Tensor.Of(new float[3 * 32 * 32], 1, 3, 32, 32));
        Says("sample 'b.pb': it is float32 [1, 3, 32, 32], but the model takes input: float32 batchx3x64x64", Run("--calibration", _scratch.Path("samples")));

        void Says(string words, Outcome outcome)
        {
            Assert.Equal(2, outcome.Status);
            Assert.Contains(words, Assert.Single(outcome.Errors));
            Assert.False(File.Exists(_scratch.Path("int8.onnx")));
        }
    }

    /// <summary>fcn_mini takes pictures of any size: samples may differ, and the result still runs on a third one.</summary>
    [Fact]
    public void SamplesOfSeveralSizes_CalibrateAModelWithOpenAxes()
    {
        Directory.CreateDirectory(_scratch.Path("samples"));
        foreach (var (height, width) in new[] { (64, 64), (40, 56) })
            TensorFile.Write(_scratch.Path($"samples/{height}.pb"), "input", Noise(height, width));
        var outcome = Edgenb.Run(Edgenb.Root, "quantize", "models/fcn_mini.onnx", "--calibration", _scratch.Path("samples"), "--out", _scratch.Path("int8.onnx"));
        Assert.True(outcome.Status == 0, outcome.Error);
        TensorFile.Write(_scratch.Path("third.pb"), "input", Noise(48, 72));
        var run = Edgenb.Run(Edgenb.Root, "infer", _scratch.Path("int8.onnx"), "--input", _scratch.Path("third.pb"), "--out", _scratch.Path("out"));
        Assert.True(run.Status == 0, run.Error);
        Assert.Equal([1, 10, 48, 72], TensorFile.Read(_scratch.Path("out/output_0.pb")).Tensor.Shape.ToArray());

        static Tensor Noise(int height, int width)
        {
            var random = new Random(height);
            return Tensor.Of([.. Enumerable.Range(0, 3 * height * width).Select(_ => (random.NextSingle() * 4) - 2)], 1, 3, height, width);
        }
    }

    [Fact]
    public void AnInterruptedCalibration_EndsAtOnce_AndLeavesNothing()
    {
        var running = Edgenb.Start(Edgenb.Root, "quantize", Model, "--calibration", "shapes", "--samples", "1000000", "--out", _scratch.Path("int8.onnx"));
        running.WaitForError("calibrating", TimeSpan.FromMinutes(2));
        running.Interrupt();
        var outcome = running.Finish(TimeSpan.FromMinutes(1));
        Assert.Equal(1, outcome.Status);
        Assert.Equal("error: stopped on request", Assert.Single(outcome.Errors));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Folder));
    }

    /// <summary>The search goes on for minutes; what it had found when it was interrupted is a whole model.</summary>
    [Fact]
    public void AnInterruptedSearch_LeavesItsBest()
    {
        var running = Edgenb.Start(Edgenb.Root, "quantize", Model, "--calibration", "shapes", "--samples", "10", "--per-tensor", "--reduce-range",
            "--max-loss", "0", "--evaluate", "shapes", "--evaluate-samples", "1500", "--out", _scratch.Path("int8.onnx"));
        var until = Stopwatch.StartNew();
        while (!File.Exists(_scratch.Path("int8.onnx")) && until.Elapsed < TimeSpan.FromMinutes(4)) Thread.Sleep(20);
        running.Interrupt();
        var outcome = running.Finish(TimeSpan.FromMinutes(1));
        Assert.Equal(1, outcome.Status);
        Assert.Equal("error: stopped on request", Assert.Single(outcome.Errors));
        Assert.Equal([_scratch.Path("int8.onnx")], Directory.GetFileSystemEntries(_scratch.Folder));
        Assert.Equal(0, Edgenb.Run(Edgenb.Root, "infer", _scratch.Path("int8.onnx"), "--input", Input(), "--out", _scratch.Path("out")).Status);
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

    /// <summary>
    /// The largest resident set, in bytes, of a calibration with histograms. The garbage collector's youngest generation would grow with
    /// what was ever allocated; a fixed size shows what is held.
    /// </summary>
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
        while (!process.WaitForExit(10)) peak = Math.Max(peak, HighWater.Of(process.Id));
        Assert.Equal(0, process.ExitCode);
        return peak;
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(Edgenb.Root, ["quantize", Model, "--out", _scratch.Path("int8.onnx"), .. arguments]);
}
