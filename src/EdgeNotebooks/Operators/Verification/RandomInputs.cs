using System.Runtime.InteropServices;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Inputs for a model drawn from a seed: floating point within -1..1, whole numbers 0 or 1, the same on every platform.</summary>
public static class RandomInputs
{
    /// <summary>One tensor for each input; open axes take the given length, else 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes.</param>
    /// <exception cref="NotSupportedException">An input has no known shape, or a type that cannot be drawn (text, 16-bit floats).</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(OnnxModel model, ulong seed = 1, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Inputs.Select((input, i) => (input.Name, Value: Draw(model, input, inputShapes?.GetValueOrDefault(input.Name) ?? input.Shape, SplitMix64.For(seed, 0, (ulong)i))))
            .ToDictionary(pair => pair.Name, pair => pair.Value);
    }

    private static Tensor Draw(OnnxModel model, ValueInfo input, TensorShape? shape, SplitMix64 random)
    {
        if (shape is null) throw new NotSupportedException($"model '{model.Label}': input '{input.Name}' has no known shape; give it with --input-shape");
        long[] lengths = [.. shape.Dims.Select(dim => dim.Value ?? 1)];
        var count = lengths.Aggregate(1L, (product, length) => checked(product * length));
        return input.Type switch
        {
            ElementType.Float32 => Fill(() => random.Uniform(-1, 1)),
            ElementType.Float64 => Fill(() => (double)random.Uniform(-1, 1)),
            ElementType.Int64 => Fill(() => (long)random.Below(2)),
            ElementType.Int32 => Fill(() => random.Below(2)),
            ElementType.UInt8 => Fill(() => (byte)random.Below(2)),
            ElementType.Int8 => Fill(() => (sbyte)random.Below(2)),
            _ => throw new NotSupportedException($"model '{model.Label}': input '{input.Name}' is of type {input.Type.Label()}, for which nothing can be drawn"),
        };

        Tensor Fill<T>(Func<T> next)
            where T : unmanaged
        {
            var values = new T[count];
            for (var i = 0; i < values.Length; i++) values[i] = next();
            return new Tensor(input.Type, lengths, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        }
    }
}
