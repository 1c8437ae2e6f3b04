using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Inference;

/// <summary>Values of a tensor with their type and axes, row-major and little-endian, as ONNX has them. It carries no name.</summary>
public sealed class Tensor
{
    /// <summary>Wraps bytes, which are shared and must not change afterwards.</summary>
    /// <exception cref="ArgumentException">The type has no fixed size, or the bytes are not those of type and shape.</exception>
    public Tensor(ElementType type, IEnumerable<long> shape, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Type = type;
        Shape = [.. shape];
        Bytes = bytes;
        var expected = type.BytesOf(Elements)
            ?? throw new ArgumentException($"a tensor of {type.Label()} has no fixed size; numbers and bool are supported", nameof(type));
        if (expected != bytes.Length)
            throw new ArgumentException($"{type.Label()} of shape {ShapeText} takes {expected} bytes, but {bytes.Length} are given", nameof(bytes));
    }

    /// <summary>What it holds.</summary>
    public ElementType Type { get; }

    /// <summary>Axis lengths, outermost first; none for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The values as stored.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Number of values.</summary>
    public long Elements => new TensorShape(Shape.Select(length => (Dim)length)).Elements
        ?? throw new ArgumentException($"shape {ShapeText} has more elements than 64 bits count");

    private string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>A copy of these values with axes <paramref name="shape"/>; float, double, bool and the integer types are known.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape, or the type is not known.</exception>
    public static Tensor Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged =>
        new(TypeOf<T>(), shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A copy of these values with axes <paramref name="shape"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape, or the type is not known.</exception>
    public static Tensor Of<T>(T[] values, params ReadOnlySpan<long> shape)
        where T : unmanaged =>
        Of((ReadOnlySpan<T>)values, shape);

    /// <summary>The values without a copy.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged =>
        TypeOf<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(Bytes.Span)
            : throw new InvalidOperationException($"the tensor holds {Type.Label()}, not {TypeOf<T>().Label()}");

    /// <summary>Every value as a double, for comparing tensors of any numeric type; exact up to 2^53.</summary>
    /// <exception cref="InvalidOperationException">The type is none that converts: complex, 4-bit or 8-bit floating point.</exception>
    public double[] ToDoubles() => Type switch
    {
        ElementType.Float32 => Convert<float>(),
        ElementType.Float64 => Convert<double>(),
        ElementType.Float16 => Convert<Half>(),
        ElementType.Int8 => Convert<sbyte>(),
        ElementType.UInt8 or ElementType.Bool => Convert<byte>(),
        ElementType.Int16 => Convert<short>(),
        ElementType.UInt16 => Convert<ushort>(),
        ElementType.Int32 => Convert<int>(),
        ElementType.UInt32 => Convert<uint>(),
        ElementType.Int64 => Convert<long>(),
        ElementType.UInt64 => Convert<ulong>(),
        _ => throw new InvalidOperationException($"values of {Type.Label()} have no comparison as numbers here"),
    };

    /// <summary><c>float32 [1, 3, 64, 64]</c></summary>
    public override string ToString() => $"{Type.Label()} {ShapeText}";

    private double[] Convert<T>()
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(Bytes.Span);
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++) doubles[i] = double.CreateTruncating(values[i]);
        return doubles;
    }

    private static ElementType TypeOf<T>() => default(T) switch
    {
        float => ElementType.Float32,
        double => ElementType.Float64,
        Half => ElementType.Float16,
        sbyte => ElementType.Int8,
        byte => ElementType.UInt8,
        short => ElementType.Int16,
        ushort => ElementType.UInt16,
        int => ElementType.Int32,
        uint => ElementType.UInt32,
        long => ElementType.Int64,
        ulong => ElementType.UInt64,
        bool => ElementType.Bool,
        _ => throw new ArgumentException($"{typeof(T).Name} is no element type of ONNX that this library converts"),
    };
}
