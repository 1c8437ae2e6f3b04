using System.Collections.Immutable;
using System.Globalization;

namespace EdgeNotebooks.Onnx;

/// <summary>The axes of a tensor in ONNX order (<c>N C H W</c> for pictures); each may be open.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    /// <summary>The shape with these axes; none makes a scalar.</summary>
    public TensorShape(params IEnumerable<Dim> dims) => Dims = [.. dims];

    /// <summary>The axes, outermost first.</summary>
    public ImmutableArray<Dim> Dims { get; }

    /// <summary>Number of axes; 0 for a scalar.</summary>
    public int Rank => Dims.Length;

    /// <summary>Number of elements; null if an axis is open or the number does not fit 64 bits.</summary>
    public long? Elements
    {
        get
        {
            var product = 1L;
            foreach (var dim in Dims)
            {
                if (dim.Value is not { } length) return null;
                if (length != 0 && product > long.MaxValue / length) return null;
                product *= length;
            }

            return product;
        }
    }

    /// <summary>The axis at <paramref name="index"/>.</summary>
    public Dim this[int index] => Dims[index];

    /// <summary>Reads <c>1x3x224x224</c> as the command line has it; an empty text is a scalar, <c>?</c> an unknown axis.</summary>
    /// <exception cref="FormatException">An axis is negative or too large.</exception>
    public static TensorShape Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return new TensorShape();
        return new TensorShape(text.Split('x', 'X').Select(ParseDim));

        Dim ParseDim(string part) =>
            part == "?" ? Dim.Unknown
            : long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
            : throw new FormatException($"'{text}' is no shape: '{part}' is no length; write it as 1x3x224x224");
    }

    /// <summary>Whether the axes are the same; two unknown axes are not, since nothing is known of them.</summary>
    public bool IsSurelyEqualTo(TensorShape other) =>
        Rank == other.Rank && Dims.Zip(other.Dims).All(pair => pair.First == pair.Second && pair.First != Dim.Unknown);

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && Dims.AsSpan().SequenceEqual(other.Dims.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode() => Dims.Aggregate(Rank, HashCode.Combine);

    /// <summary>The axes joined by <c>x</c>: <c>batchx3x224x224</c>; <c>scalar</c> where there is none.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('x', Dims);
}
