using System.Runtime.InteropServices;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tests.Onnx;

namespace EdgeNotebooks.Tests.Inference;

public class NamedRunTests
{
    private static OnnxModel SumAndSize => new GraphBuilder("sum and size")
        .Input("a", ElementType.Float32, "n", 2)
        .Input("b", ElementType.Float32, "n", 2)
        .Node("Add", ["a", "b"], ["sum"])
        .Node("Shape", ["a"], ["size"])
        .Output("sum", ElementType.Float32, "n", 2)
        .Output("size", ElementType.Int64, 2)
        .Build();

    private static Dictionary<string, Tensor> Inputs => new()
    {
        ["b"] = Tensor.Of([10f, 20, 30, 40], 2, 2),
        ["a"] = Tensor.Of([1f, 2, 3, 4], 2, 2),
    };

    [Fact]
    public void Outputs_ComeByNameWithTypeAndShape()
    {
        using var session = Session.Open(SumAndSize);
        var outputs = session.Run(Inputs);

        Assert.Equal([11f, 22, 33, 44], outputs["sum"].Values<float>());
        Assert.Equal([2, 2], outputs["sum"].Shape);
        Assert.Equal([2L, 2], outputs["size"].Values<long>());
        Assert.Equal(["a: float32 nx2", "b: float32 nx2"], session.InputTypes.Select(input => input.ToString()));
        Assert.Equal(["sum: float32 nx2", "size: int64 2"], session.OutputTypes.Select(output => output.ToString()));
    }

    /// <summary>Eigen's sums begin with what lies before the first whole vector, so that rounding depends on the address.</summary>
    [Fact]
    public void WithoutOptimisations_WhereAnInputLies_ChangesNoBit()
    {
        const int Count = 8 * 16 * 16;
        var mean = new GraphBuilder("mean").Input("x", ElementType.Float32, 1, 8, 16, 16).Node("ReduceMean", ["x"], ["y"], ("axes", [2, 3])).Output("y", ElementType.Float32, 1, 8, 1, 1).Build();
        using var session = Session.Open(mean, new() { Optimize = false });
        var random = new Random(1);
        var values = MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, Count).Select(_ => random.NextSingle())]).ToArray();
        var memory = GC.AllocateArray<byte>((4 * Count) + 64, pinned: true);
        var means = Enumerable.Range(0, 16).Select(i =>
        {
            var place = memory.AsMemory(4 * i, 4 * Count);
            values.CopyTo(place);
            return Convert.ToHexString(session.Run(new Dictionary<string, Tensor> { ["x"] = new(ElementType.Float32, [1, 8, 16, 16], place) })["y"].Bytes.Span);
        });
        Assert.Single(means.Distinct());
    }

    [Fact]
    public void AMissingInput_IsNamed()
    {
        using var session = Session.Open(SumAndSize);
        var error = Assert.Throws<ArgumentException>(() => session.Run(new Dictionary<string, Tensor> { ["A"] = Inputs["a"] }));
        Assert.Contains("reads 'a', but given are 'A'", error.Message);
    }

    [Fact]
    public void AWrongShape_IsSaidWithWhatWasGiven()
    {
        using var session = Session.Open(SumAndSize);
        var error = Assert.Throws<ArgumentException>(() => session.Run(new Dictionary<string, Tensor>(Inputs) { ["a"] = Tensor.Of([1f, 2, 3], 1, 3) }));
        Assert.Contains("a: float32 [1, 3]", error.Message);
    }

    [Fact]
    public void EveryTimedRun_IsASecondsValue()
    {
        using var session = Session.Open(SumAndSize);
        var seconds = session.Measure(Inputs, runs: 5, warmup: 1);
        Assert.Equal(5, seconds.Count);
        Assert.All(seconds.Values.ToArray(), value => Assert.True(value > 0));
    }

    [Fact]
    public void BytesThatDoNotFitTheShape_AreRefused() =>
        Assert.Contains("float32 of shape [2, 2] takes 16 bytes, but 12 are given", Assert.Throws<ArgumentException>(() => Tensor.Of([1f, 2, 3], 2, 2)).Message);

    [Fact]
    public void TheWrongType_IsSaid() =>
        Assert.Equal("the tensor holds float32, not int64", Assert.Throws<InvalidOperationException>(() => Inputs["a"].Values<long>().Length).Message);

    [Fact]
    public void ATensorFile_ReadsBackTheSame()
    {
        using var folder = new TemporaryFolder();
        TensorFile.Write(folder["x.pb"], "x", Inputs["a"]);
        var (name, tensor) = TensorFile.Read(folder["x.pb"]);

        Assert.Equal("x", name);
        Assert.Equal("float32 [2, 2]", tensor.ToString());
        Assert.Equal(Inputs["a"].Bytes.ToArray(), tensor.Bytes.ToArray());
    }

    // onnx.helper.make_tensor("h", FLOAT16, [2], [1.0, -2.0]) of python3-onnx 1.12 stores the bits in int32_data: 15360, 49152.
    [Fact]
    public void TypedFields_AreReadToo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["h.pb"], Convert.FromHexString("0802100a2a058078808003420168"));
        var (name, tensor) = TensorFile.Read(folder["h.pb"]);
        Assert.Equal("h", name);
        Assert.Equal([(Half)1, (Half)(-2)], tensor.Values<Half>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("504B0304")]
    [InlineData("08021001")]
    [InlineData("08FFFFFFFFFFFFFFFF7F1001")]
    [InlineData("0802100142")]
    public void DamagedTensorFiles_AreTypedErrors(string hex)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x.pb"], Convert.FromHexString(hex));
        Assert.Contains("x.pb': ", Assert.Throws<InvalidTensorException>(() => TensorFile.Read(folder["x.pb"])).Message);
    }
}
