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
