using System.Security.Cryptography;
using System.Text;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Inputs drawn from a seed: floats in [-1, 1), integers and bool 0 or 1, which any index or token table has.</summary>
public static class DrawnInputs
{
    private const long OpenLength = 64;

    /// <summary>A tensor for each input; given ones are taken as they are.</summary>
    /// <exception cref="ArgumentException">An input is no tensor of numbers, or its shape is unknown and not given.</exception>
    /// <exception cref="TensorNotFoundException">A given name is no input.</exception>
    public static IReadOnlyDictionary<string, Tensor> For(IReadOnlyList<ValueInfo> inputs, ProofSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var name in settings.Inputs.Keys.Concat(settings.InputShapes.Keys).Where(name => inputs.All(input => input.Name != name)))
            throw new TensorNotFoundException("inputs", name, inputs.Select(input => input.Name));
        return inputs.Select((input, i) => (input.Name, Tensor: settings.Inputs.GetValueOrDefault(input.Name) ?? Draw(input, (ulong)i, settings)))
            .ToDictionary(pair => pair.Name, pair => pair.Tensor);
    }

    /// <summary>SHA-256 over name, type, shape and bytes of each tensor in order of name, in hexadecimal.</summary>
    public static string Hash(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor}\n"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Tensor Draw(ValueInfo input, ulong index, ProofSettings settings)
    {
        var shape = settings.InputShapes.GetValueOrDefault(input.Name) ?? input.Shape
            ?? throw new ArgumentException($"the shape of input '{input.Name}' is unknown; give it");
        long[] lengths = [.. shape.Dims.Select((dim, axis) => dim.Value ?? (axis == 0 ? 1 : OpenLength))];
        var random = SplitMix64.For(settings.Seed, 0, index);
        var count = new TensorShape(lengths.Select(length => (Dim)length)).Elements is { } elements and <= int.MaxValue ? (int)elements
            : throw new ArgumentException($"input '{input.Name}' of shape {shape} is too large to draw");
        if (input.Type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16)
        {
            var values = new float[count];
            for (var i = 0; i < count; i++) values[i] = random.Uniform(-1, 1);
            return input.Type switch
            {
                ElementType.Float64 => Tensor.Of(Array.ConvertAll(values, value => (double)value), lengths),
                ElementType.Float16 => Tensor.Of(Array.ConvertAll(values, value => (Half)value), lengths),
                _ => Tensor.Of(values, lengths),
            };
        }

        var bits = input.Type.Bits() ?? 0;
        if (bits is not (8 or 16 or 32 or 64) || input.Type is ElementType.BFloat16 or ElementType.Complex64)
            throw new ArgumentException($"input '{input.Name}' holds {input.Type.Label()}, which is not drawn; give it");
        var bytes = new byte[count * bits / 8];
        for (var i = 0; i < count; i++) bytes[i * bits / 8] = (byte)random.Below(2);
        return new Tensor(input.Type, lengths, bytes);
    }
}
