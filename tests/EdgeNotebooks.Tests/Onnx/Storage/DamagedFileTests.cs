using System.IO.Compression;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using Google.Protobuf;

namespace EdgeNotebooks.Tests.Onnx.Storage;

/// <summary>Files that are no models, or whose weights cannot be trusted: a typed error that says what to do.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATruncatedFile_IsRefused()
    {
        var whole = SampleNetworks.Residual(1, 1).ToBytes();
        foreach (var length in new[] { 1, 10, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(_folder["cut.onnx"], whole[..length]);
            Assert.Throws<InvalidModelException>(() => OnnxModel.Load(_folder["cut.onnx"]));
        }
    }

    [Fact]
    public void AZipFile_AndNoise_AreRefused()
    {
        using (var zip = ZipFile.Open(_folder["model.zip"], ZipArchiveMode.Create)) zip.CreateEntry("a.txt");
        Assert.Throws<InvalidModelException>(() => OnnxModel.Load(_folder["model.zip"]));
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(_folder["noise.onnx"], noise);
        Assert.Throws<InvalidModelException>(() => OnnxModel.Load(_folder["noise.onnx"]));
    }

    [Fact]
    public void ACyclicGraph_IsRefused()
    {
        var proto = new GraphBuilder("cycle").Input("x", ElementType.Float32, 1).Node("Add", ["x", "x"], ["b"]).Node("Exp", ["b"], ["c"]).Output("c", ElementType.Float32, 1).Build().Proto;
        proto.Graph.Node[0].Input[1] = "c";
        Assert.Contains("c", Assert.Throws<InvalidModelException>(() => OnnxModel.FromBytes(proto.ToByteArray()).Inputs).Message);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("inside/../../secret.bin")]
    [InlineData("link.bin")]
    public void ExternalDataOutsideTheFolder_IsRefused(string location)
    {
        var home = Directory.CreateDirectory(_folder["home"]).FullName;
        File.WriteAllBytes(_folder["secret.bin"], new byte[64]);
        File.CreateSymbolicLink(Path.Combine(home, "link.bin"), _folder["secret.bin"]);
        WriteExternal(Path.Combine(home, "model.onnx"), location, 0, 16);
        Assert.Contains(location, Assert.Throws<ExternalDataException>(() => OnnxModel.Load(Path.Combine(home, "model.onnx"))).Message);
    }

    [Theory]
    [InlineData("absent.bin", 0, 16)]
    [InlineData("short.bin", 0, 16)]
    [InlineData("short.bin", 100, 4)]
    [InlineData("short.bin", -1, 4)]
    [InlineData("short.bin", 0, -4)]
    public void MissingOrShortExternalData_IsRefused(string location, long offset, long length)
    {
        File.WriteAllBytes(_folder["short.bin"], new byte[8]);
        WriteExternal(_folder["model.onnx"], location, offset, length);
        Assert.Throws<ExternalDataException>(() => OnnxModel.Load(_folder["model.onnx"]));
    }

    [Fact]
    public void HugeDeclaredSizes_AllocateNothing()
    {
        var proto = new GraphBuilder("huge").Input("x", ElementType.Float32, 4).Initializer("w", [1f, 2, 3, 4], 4).Node("Add", ["x", "w"], ["y"]).Output("y", ElementType.Float32, 4).Build().Proto;
        proto.Graph.Initializer[0].Dims[0] = 1L << 60;
        var before = GC.GetTotalAllocatedBytes();
        Assert.Throws<InvalidModelException>(() => OnnxModel.FromBytes(proto.ToByteArray()));
        // A field that claims to be 1 GiB long, in a file of a few bytes.
        Assert.Throws<InvalidModelException>(() => OnnxModel.FromBytes(new byte[] { 0x3A, 0x80, 0x80, 0x80, 0x80, 0x04, 0x00 }));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 16 << 20);
    }

    [Fact]
    public void ASourceThatShrinksMeanwhile_IsAnError_AndLeavesNothing()
    {
        var path = _folder["model.onnx"];
        SampleNetworks.Residual(2, 2).Save(path);
        var model = OnnxModel.Load(path);
        // Another program does it: .NET would not open the file a second time for writing.
        using (var truncate = System.Diagnostics.Process.Start("truncate", ["-s", "5000", path])) truncate.WaitForExit();
        Assert.Contains("model.onnx", Assert.ThrowsAny<Exception>(() => model.Save(_folder["copy.onnx"])).Message);
        Assert.Equal(["model.onnx"], _folder.Files);
    }

    private void WriteExternal(string path, string location, long offset, long length)
    {
        var proto = new GraphBuilder("external").Input("x", ElementType.Float32, 4).Initializer("w", [1f, 2, 3, 4], 4).Node("Add", ["x", "w"], ["y"]).Output("y", ElementType.Float32, 4).Build().Proto;
        var tensor = proto.Graph.Initializer[0];
        tensor.ClearRawData();
        tensor.FloatData.Clear();
        tensor.DataLocation = 1;
        foreach (var (key, value) in new[] { ("location", location), ("offset", $"{offset}"), ("length", $"{length}") })
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        File.WriteAllBytes(path, proto.ToByteArray());
    }
}
