using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx;

/// <summary>Name and type of a tensor.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Type">What it holds; <see cref="ElementType.Undefined"/> for sequences and where nothing is stated.</param>
/// <param name="Shape">Its axes; null if not even their number is known.</param>
public sealed record ValueInfo(string Name, ElementType Type, TensorShape? Shape)
{
    /// <summary>Bytes of one such tensor; null while an axis is open.</summary>
    public long? Bytes => Shape?.Elements is { } count ? Type.BytesOf(count) : null;

    /// <summary><c>input: float32 1x3x224x224</c></summary>
    public override string ToString() => $"{Name}: {Type.Label()} {Shape?.ToString() ?? "of unknown shape"}";

    internal static ValueInfo From(ValueInfoProto proto) =>
        new(proto.Name, (ElementType)(proto.Type?.TensorType?.ElemType ?? 0), ShapeOf(proto.Type?.TensorType?.Shape));

    internal ValueInfoProto ToProto()
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)Type };
        if (Shape is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.AddRange(Shape.Dims.Select(ToProto));
        }

        return new ValueInfoProto { Name = Name, Type = new TypeProto { TensorType = tensor } };
    }

    private static TensorShapeProto.Types.Dimension ToProto(Dim dim) =>
        dim.Value is { } value ? new() { DimValue = value }
        : dim.Symbol is { } symbol ? new() { DimParam = symbol }
        : new();

    private static TensorShape? ShapeOf(TensorShapeProto? proto) => proto is null ? null : new TensorShape(proto.Dim.Select(DimOf));

    private static Dim DimOf(TensorShapeProto.Types.Dimension dim) =>
        dim.HasDimValue ? dim.DimValue >= 0 ? dim.DimValue : Dim.Unknown
        : dim.HasDimParam ? dim.DimParam
        : Dim.Unknown;
}
