using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx;

public class GraphBuilderTests
{
    private static GraphBuilder Doubler => new GraphBuilder("doubler")
        .Input("x", ElementType.Float32, "batch", 3)
        .Initializer("two", [2f, 2f, 2f], 3)
        .Node("Mul", ["x", "two"], ["y"])
        .Output("y", ElementType.Float32, "batch", 3);

    [Fact]
    public void ABuiltModel_IsReadBackTheSame()
    {
        var model = OnnxModel.FromBytes(Doubler.Metadata("license", "MIT").Build().ToBytes());

        Assert.Equal("doubler", model.Name);
        Assert.Equal(17, model.Opset);
        Assert.Equal(8, model.IrVersion);
        Assert.Equal("x: float32 batchx3", Assert.Single(model.Inputs).ToString());
        Assert.Equal("y: float32 batchx3", Assert.Single(model.Outputs).ToString());
        Assert.Equal("MIT", model.Metadata["license"]);
    }

    [Fact]
    public void ALargeInitializer_IsWrittenByItsCallback()
    {
        const int count = 1 << 20;
        var model = new GraphBuilder("bias")
            .Input("x", ElementType.UInt8, count)
            .Initializer("b", ElementType.UInt8, [count], stream =>
            {
                for (var i = 0; i < count; i += 256) stream.Write([.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
            })
            .Node("BitwiseAnd", ["x", "b"], ["y"])
            .Output("y", ElementType.UInt8, count)
            .Build();

        using var folder = new TemporaryFolder();
        model.Save(folder["m.onnx"]);
        Assert.Equal(["m.onnx"], folder.Files);
        Assert.Equal(model.ToBytes(), File.ReadAllBytes(folder["m.onnx"]));
        Assert.Equal(model.ToBytes(), OnnxModel.Load(folder["m.onnx"]).ToBytes());
    }

    [Fact]
    public void ACallbackThatWritesTooLittle_LeavesNoFile()
    {
        var model = new GraphBuilder("short")
            .Input("x", ElementType.Float32, 1000)
            .Initializer("w", ElementType.Float32, [1000], stream => stream.Write(new byte[3999]))
            .Node("Add", ["x", "w"], ["y"])
            .Output("y", ElementType.Float32, 1000)
            .Build();

        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidModelException>(() => model.Save(folder["m.onnx"]));
        Assert.Contains("wrote 3999 bytes, but its type and shape need 4000", error.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void ValuesThatDoNotFillTheShape_AreRefused() =>
        Assert.Contains("is given 3 values", Assert.Throws<ArgumentException>(() => new GraphBuilder("g").Initializer("w", [1f, 2f, 3f], 2, 2)).Message);

    [Fact]
    public void ANameThatNothingProduces_IsRefused() =>
        Assert.Contains("reads 'z', which nothing produces", Assert.Throws<InvalidModelException>(() => Doubler.Node("Relu", ["z"], ["r"]).Build()).Message);
}
