using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Onnx.Storage;

/// <summary>What is saved is what was loaded, wherever its weights lie.</summary>
public sealed class SavedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExternalDataMode.Inline, ExternalDataMode.Separate)]
    [InlineData(ExternalDataMode.Separate, ExternalDataMode.Inline)]
    [InlineData(ExternalDataMode.Separate, ExternalDataMode.AsLoaded)]
    public void WeightsMove_AndComputeTheSame(ExternalDataMode first, ExternalDataMode second)
    {
        var model = SampleNetworks.Residual(1, 1);
        model.Save(_folder["a.onnx"], first);
        OnnxModel.Load(_folder["a.onnx"]).Save(_folder["b.onnx"], second);
        Assert.Equal(second != ExternalDataMode.Inline, File.Exists(_folder["b.onnx.data"]));
        var inputs = RandomInputs.Of(model);
        Assert.Equal(Run("a.onnx"), Run("b.onnx"));

        byte[] Run(string name)
        {
            using var session = Session.Open(_folder[name]);
            return session.Run(inputs)["logits"].Bytes.ToArray();
        }
    }

    /// <summary>Field 900 of ModelProto is in no specification that this library knows.</summary>
    [Fact]
    public void UnknownFields_Survive_AlsoInParts()
    {
        byte[] unknown = [0xA2, 0x38, 3, 1, 2, 3];
        File.WriteAllBytes(_folder["model.onnx"], [.. SampleNetworks.Residual(1, 1).ToBytes(), .. unknown]);
        var part = OnnxModel.Load(_folder["model.onnx"]).Partition(["s1b0"]).Save(_folder["parts"])[0];
        Assert.True(File.ReadAllBytes(part).AsSpan().IndexOf(unknown) >= 0);
    }

    [Fact]
    public void PartsAndWholes_PassTheOnnxChecker()
    {
        var model = OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));
        model.Partition(Balance.Parameters).Save(_folder["inline"]);
        model.Partition(Balance.Macs, 3).Save(_folder["separate"], ExternalDataMode.Separate);
        var output = Python.Run(_folder.Path, ["onnx"], """
            import glob, onnx
            for path in sorted(glob.glob("*/*.onnx")):
                onnx.checker.check_model(path, full_check=True)
                print(path)
            """);
        Assert.Equal(5, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>Beyond protobuf's 2 GiB the weights go beside the file, and those of its parts stay so.</summary>
    [Fact]
    public void AModelOver2GiB_KeepsItsWeightsBesideIt()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is null, "writes 4.5 GB; tests/run --long runs it");
        const long Rows = 19_000, Columns = 15_000;
        var half = new byte[1 << 20];
        var graph = new GraphBuilder("large").Input("x", ElementType.Float32, 1, Rows);
        foreach (var (name, shape) in new[] { ("a", new[] { Rows, Columns }), ("b", [Columns, Rows]) })
        {
            graph.Initializer(name, ElementType.Float32, shape, stream =>
            {
                for (var left = 4 * Rows * Columns; left > 0; left -= half.Length) stream.Write(half, 0, (int)Math.Min(left, half.Length));
            });
        }

        graph.Node("MatMul", ["x", "a"], ["m"]).Node("MatMul", ["m", "b"], ["y"]).Output("y", ElementType.Float32, 1, Rows).Build().Save(_folder["large.onnx"]);
        Assert.True(new FileInfo(_folder["large.onnx.data"]).Length > 1L << 31);
        Assert.InRange(new FileInfo(_folder["large.onnx"]).Length, 1, 10_000);
        var model = OnnxModel.Load(_folder["large.onnx"]);
        Assert.Equal(2 * Rows * Columns, EdgeNotebooks.Onnx.Cuts.ModelInfo.Of(model).Parameters);
        var parts = model.Partition(["m"]).Save(_folder["parts"]);
        Assert.Equal(4 * Rows * Columns, new FileInfo(parts[1] + ".data").Length);
    }

    [Fact]
    public void AnExistingFile_IsReplaced_AndNothingElseIsLeft()
    {
        File.WriteAllText(_folder["model.onnx"], "old");
        SampleNetworks.Residual(1).Save(_folder["model.onnx"]);
        Assert.Equal(["model.onnx"], _folder.Files);
        Assert.NotEmpty(OnnxModel.Load(_folder["model.onnx"]).Inputs);
    }

    [Fact]
    public void AFolderThatCannotBe_IsATypedError()
    {
        File.WriteAllText(_folder["file"], "");
        Assert.Throws<ModelWriteException>(() => SampleNetworks.Residual(1).Save(Path.Combine(_folder["file"], "model.onnx")));
    }
}
