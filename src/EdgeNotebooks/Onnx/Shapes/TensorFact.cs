using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>What is known of a tensor: element type, axes, and for small tensors of numbers the values.</summary>
/// <param name="Type"><see cref="ElementType.Undefined"/> where it is not known.</param>
/// <param name="Shape">Null where not even the number of axes is known.</param>
internal sealed record TensorFact(ElementType Type, TensorShape? Shape)
{
    /// <summary>Tensors of more elements are no shapes, axes or scales, and their values are not followed.</summary>
    public const int MostValues = 1024;

    private readonly Lazy<Number[]?>? values;

    public static TensorFact Nothing { get; } = new(ElementType.Undefined, null);

    /// <summary>Row by row, each as far as it is known; null where nothing is known of them.</summary>
    public Number[]? Values
    {
        get => values?.Value;
        init => values = value is null ? null : new Lazy<Number[]?>(value);
    }

    /// <summary>The type alone.</summary>
    public TensorFact Unshaped => new(Type, null);

    public int? Rank => Shape?.Rank;

    /// <summary>The only value of a tensor with one element.</summary>
    public Number Scalar => Values is [var only] ? only : Number.Unknown;

    /// <summary>A tensor that the file holds; its values are read when a rule asks for them.</summary>
    public static TensorFact Of(TensorProto tensor, ConstantReader constants) =>
        new((ElementType)tensor.DataType, Dense(tensor.Dims), new(() => constants.Read(tensor)));

    /// <summary>Axes as the file states them.</summary>
    public static TensorShape Dense(IEnumerable<long> dims) => new(dims.Select(length => length < 0 ? Dim.Unknown : length));

    /// <summary>A list of numbers.</summary>
    public static TensorFact Vector(ElementType type, params Number[] values) => new(type, new TensorShape(values.Length)) { Values = values };

    /// <summary>The type of the tensor with other axes; the values are not kept.</summary>
    public TensorFact Shaped(params IEnumerable<Dim> dims) => new(Type, new TensorShape(dims));

    /// <summary>The axes as numbers.</summary>
    public Number[]? Lengths() => Shape?.Dims.Select(dim => (Number)dim).ToArray();

    private TensorFact(ElementType type, TensorShape shape, Lazy<Number[]?> values)
        : this(type, shape) => this.values = values;

    /// <summary>Without the values.</summary>
    public TensorFact Abstract() => new(Type, Shape);
}
