using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Inputs for a model drawn from a seed: floating point within -1..1, whole numbers 0 or 1, the same on every platform.</summary>
public static class RandomInputs
{
    /// <summary>Long enough for a picture that several strides of two shrink.</summary>
    private const long OpenLength = 64;

    /// <summary>One tensor for each input. An open first axis is 1 and any other open axis 64, unless its shape is given.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes.</param>
    /// <exception cref="NotSupportedException">An input has no known shape, or a type that cannot be drawn (text, sequences).</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(OnnxModel model, ulong seed = 1, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            return Of(model.Inputs, seed, inputShapes);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"model '{model.Label}': {e.Message}", e);
        }
    }

    /// <summary>One tensor for each of these inputs, as for a model that has them.</summary>
    /// <exception cref="NotSupportedException">An input has no known shape, or a type that cannot be drawn (text, sequences).</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(IReadOnlyList<ValueInfo> inputs, ulong seed = 1, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputShapes?.Keys.FirstOrDefault(name => inputs.All(input => input.Name != name)) is { } stranger)
            throw new ArgumentException($"'{stranger}' is no input; inputs are {string.Join(", ", inputs.Select(input => $"'{input.Name}'"))}", nameof(inputShapes));
        return inputs.Select((input, i) => (input.Name, Value: Draw(input, inputShapes?.GetValueOrDefault(input.Name) ?? input.Shape, SplitMix64.For(seed, 0, (ulong)i))))
            .ToDictionary(pair => pair.Name, pair => pair.Value);
    }

    /// <summary>SHA-256 over name, type, shape and bytes of each tensor, in the order of their names; lower-case hexadecimal.</summary>
    public static string Hash(IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor}\n"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Tensor Draw(ValueInfo input, TensorShape? shape, SplitMix64 random)
    {
        if (shape is null) throw new NotSupportedException($"input '{input.Name}' has no known shape; give it with --input-shape");
        long[] lengths = [.. shape.Dims.Select((dim, axis) => dim.Value ?? (axis == 0 ? 1 : OpenLength))];
        var count = lengths.Aggregate(1L, (product, length) => checked(product * length));
        return input.Type switch
        {
            ElementType.Float32 => Fill(() => random.Uniform(-1, 1)),
            ElementType.Float64 => Fill(() => (double)random.Uniform(-1, 1)),
            ElementType.Float16 => Fill(() => (Half)random.Uniform(-1, 1)),
            ElementType.Bool => Fill(() => random.Below(2) == 1),
            ElementType.Int64 => Fill(() => (long)random.Below(2)),
            ElementType.Int32 => Fill(() => random.Below(2)),
            ElementType.UInt8 => Fill(() => (byte)random.Below(2)),
            ElementType.Int8 => Fill(() => (sbyte)random.Below(2)),
            _ => throw new NotSupportedException($"input '{input.Name}' is of type {input.Type.Label()}, for which nothing can be drawn"),
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
