using System.Collections.Immutable;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>What is known of a tensor before anything runs.</summary>
/// <param name="Type">Undefined if unknown, or if it is no tensor.</param>
/// <param name="Shape">Null if not even the number of axes is known.</param>
/// <param name="Content">Elements of a small integer tensor, row by row; null where nothing is known of them.</param>
internal sealed record TensorFact(ElementType Type, TensorShape? Shape, ImmutableArray<Scalar>? Content = null)
{
    /// <summary>Contents longer than this are not followed; shapes are shorter.</summary>
    public const int LongestContent = 64;

    public static TensorFact Unknown { get; } = new(ElementType.Undefined, null);

    public int? Rank => Shape?.Rank;

    public long? Bytes => Shape?.Elements is { } count ? Type.BytesOf(count) : null;

    /// <summary>The numbers, if every element is one.</summary>
    public long[]? Numbers => Content is { } content && content.All(item => item.Value is not null)
        ? [.. content.Select(item => item.Value!.Value)]
        : null;

    /// <summary>The same shape and content seen as another type.</summary>
    public TensorFact As(ElementType type) => this with { Type = type };

    /// <summary>A tensor of known elements along one axis, or a scalar.</summary>
    public static TensorFact Of(ElementType type, IEnumerable<Scalar> content, bool scalar = false)
    {
        var elements = content.ToImmutableArray();
        var shape = scalar ? new TensorShape() : new TensorShape(elements.Length);
        return new(type, shape, elements.Length <= LongestContent ? elements : null);
    }

    /// <summary>Fills what is unknown here from <paramref name="other"/>.</summary>
    public TensorFact OrElse(TensorFact other)
    {
        var type = Type == ElementType.Undefined ? other.Type : Type;
        if (Shape is null || other.Shape is null || Shape.Rank != other.Shape.Rank) return this with { Type = type, Shape = Shape ?? other.Shape };
        var dims = Shape.Dims.Zip(other.Shape.Dims, (mine, theirs) => mine == Dim.Unknown || (mine.Value is null && theirs.Value is not null) ? theirs : mine);
        return this with { Type = type, Shape = new TensorShape(dims) };
    }
}
