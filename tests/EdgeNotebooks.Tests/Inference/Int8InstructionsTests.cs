using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization;
using static EdgeNotebooks.Tests.Operators.Quantization.SmallGraphs;

namespace EdgeNotebooks.Tests.Inference;

public class Int8InstructionsTests
{
    /// <summary>Unsigned times signed bytes: 255 * 127 twice is 64,770, beyond the 32,767 of 16 signed bits; with weights up to 64 it is 32,640.</summary>
    [Fact]
    public void AnX64ProcessorWithoutVnni_IsWarnedOf_WithBothWaysOut()
    {
        var old = new Int8Instructions([], IsX64: true);
        Assert.True(old.Saturates);
        Assert.Contains("--reduce-range", old.Warning!);
        Assert.Contains("PreciseInt8", old.Warning!);
        Assert.Null(new Int8Instructions(["AVX512-VNNI"], IsX64: true).Warning);
        Assert.Null(new Int8Instructions([], IsX64: false).Warning);
    }

    [Fact]
    public void TheKey_TellsProcessorsApart()
    {
        Assert.Equal(["none", "AVX512-VNNI", "AVX512-VNNI+AMX-INT8"],
            new[] { new Int8Instructions([], true), new(["AVX512-VNNI"], true), new(["AVX512-VNNI", "AMX-INT8"], true) }.Select(one => one.Key));
        // The system's own list of flags, where there is one.
        Assert.SkipUnless(File.Exists("/proc/cpuinfo"), "there is no /proc/cpuinfo to compare with");
        Assert.Equal(File.ReadAllText("/proc/cpuinfo").Contains("avx512_vnni", StringComparison.Ordinal), Int8Instructions.Here.Names.Contains("AVX512-VNNI"));
    }

    /// <summary>The precise mode is a setting of the runtime that every session takes; where sums cannot overflow it changes nothing.</summary>
    [Fact]
    public void ThePreciseMode_RunsTheSameModel()
    {
        var quantized = ConvRelu().Quantize(Samples([-1f, 2, 0.5f, 2]));
        float[] Answer(bool precise)
        {
            using var session = Session.Open(quantized, new SessionSettings { PreciseInt8 = precise });
            return session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of([-1f, 2, 0.5f, 2], 1, 2, 1, 2) })["y"].Values<float>().ToArray();
        }

        Assert.Equal(Answer(precise: false), Answer(precise: true), (a, b) => Math.Abs(a - b) < 0.05);
    }
}
