using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization.Writing;

/// <summary>
/// A weight tensor as int8, symmetric around 0: a scale for each output channel, or one for all. The integers are made from the
/// float file whenever the model is saved, so that no copy of the weights is held.
/// </summary>
internal sealed class QuantizedWeight
{
    /// <summary>With 7 bits two products with an unsigned byte fit 16 signed bits: 2 * 255 * 64 is below 2^15.</summary>
    private const int ReducedLimit = 64;

    /// <summary>A bias must fit 32 bits with room for the sum it is added to.</summary>
    private const double LargestBias = 1 << 30;

    private readonly TensorProto tensor;
    private readonly IReadOnlyList<Payload> payloads;
    private readonly float[] largest;
    private readonly int limit;
    private readonly float[] scales;

    public QuantizedWeight(TensorProto tensor, IReadOnlyList<Payload> payloads, WeightLayout layout, bool perTensor, bool reduceRange)
    {
        (this.tensor, this.payloads, Layout) = (tensor, payloads, layout);
        IsPerTensor = perTensor;
        limit = reduceRange ? ReducedLimit : sbyte.MaxValue;
        largest = LargestMagnitudes(TensorFloats.Read(tensor, payloads), layout);
        if (largest.FirstOrDefault(value => !float.IsFinite(value), 0) != 0)
            throw new InvalidDataException($"weight '{tensor.Name}' holds NaN or infinite values; train or export it again");
        if (perTensor) largest = [largest.Max()];
        // A channel without weights takes any scale; one of about 1 keeps its bias exact enough.
        scales = [.. largest.Select(value => value / limit is var scale and >= 1e-30f ? scale : 1)];
    }

    public WeightLayout Layout { get; }

    public bool IsPerTensor { get; }

    public string Name => tensor.Name;

    public IReadOnlyList<long> Shape => tensor.Dims;

    /// <summary>One for each channel, or a single one.</summary>
    public IReadOnlyList<float> Scales => scales;

    /// <summary>Widens scales until a bias divided by activation scale and weight scale fits 32 bits.</summary>
    public void MakeRoomFor(float[] bias, float activationScale)
    {
        for (var channel = 0; channel < bias.Length; channel++)
        {
            ref var scale = ref scales[IsPerTensor ? 0 : channel];
            // A scale for a channel of zeros may be anything, so it is chosen to hold the bias finely.
            if (largest[IsPerTensor ? 0 : channel] < 1e-30f && bias[channel] != 0 && !IsPerTensor) scale = Math.Max((float)(Math.Abs(bias[channel]) / activationScale / (1 << 20)), 1e-30f);
            scale = Math.Max(scale, (float)(Math.Abs((double)bias[channel]) / activationScale / LargestBias));
        }
    }

    /// <summary>A bias as int32 in units of both scales.</summary>
    public (int[] Values, float[] Scales) Bias(float[] bias, float activationScale)
    {
        var units = scales.Select(scale => scale * activationScale).ToArray();
        return ([.. bias.Select((value, channel) => (int)Math.Clamp(Math.Round(value / (double)units[IsPerTensor ? 0 : channel]), int.MinValue, int.MaxValue))], units);
    }

    /// <summary>Writes the integers, row by row.</summary>
    public void Write(Stream stream)
    {
        var values = TensorFloats.Read(tensor, payloads);
        var integers = new sbyte[values.Length];
        for (var start = 0; start < values.Length; start += Layout.Inner)
        {
            var scale = scales[IsPerTensor ? 0 : Layout.ChannelOf(start)];
            for (var i = start; i < start + Layout.Inner; i++) integers[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -limit, limit);
        }

        stream.Write(MemoryMarshal.AsBytes(integers.AsSpan()));
    }

    private static float[] LargestMagnitudes(float[] values, WeightLayout layout)
    {
        var result = new float[layout.Channels];
        for (var start = 0; start < values.Length; start += layout.Inner)
        {
            ref var most = ref result[layout.ChannelOf(start)];
            for (var i = start; i < start + layout.Inner; i++) most = MathF.Max(most, MathF.Abs(values[i]));
        }

        return result;
    }
}
