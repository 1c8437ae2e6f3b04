namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Gemm and MatMul with their integer variants.</summary>
internal static class Matrices
{
    public static IReadOnlyList<TensorFact> Gemm(NodeView node) => [new(node.Input(0).Type, Transposable(node, node.Input(0).Shape, node.Input(1).Shape))];

    /// <summary>FusedMatMul: the last two axes of either side may be exchanged; other axes stay only where the batch is not.</summary>
    public static IReadOnlyList<TensorFact> FusedMatMul(NodeView node) =>
        [new(node.Input(0).Type, node.Int("transBatchA", 0) + node.Int("transBatchB", 0) != 0 ? null
            : Product(Exchanged(node.Input(0).Shape, node.Int("transA", 0)), Exchanged(node.Input(1).Shape, node.Int("transB", 0))))];

    /// <summary>The product of two matrices, each of which the node may transpose first.</summary>
    public static TensorShape? Transposable(NodeView node, TensorShape? a, TensorShape? b) =>
        a is { Rank: not 2 } || b is { Rank: not 2 } ? null
        : new TensorShape(
            a is null ? Dim.Unknown : a[node.Int("transA", 0) != 0 ? 1 : 0],
            b is null ? Dim.Unknown : b[node.Int("transB", 0) != 0 ? 0 : 1]);

    public static IReadOnlyList<TensorFact> MatMul(NodeView node) => [new(node.Input(0).Type, Product(node.Input(0).Shape, node.Input(1).Shape))];

    public static IReadOnlyList<TensorFact> MatMulInteger(NodeView node) => [new(ElementType.Int32, Product(node.Input(0).Shape, node.Input(1).Shape))];

    public static IReadOnlyList<TensorFact> QLinearMatMul(NodeView node) => [new(node.Input(7).Type, Product(node.Input(0).Shape, node.Input(3).Shape))];

    /// <summary>As numpy.matmul: one axis is a row on the left, a column on the right; leading axes are broadcast.</summary>
    public static TensorShape? Product(TensorShape? a, TensorShape? b)
    {
        if (a is not { Rank: > 0 } || b is not { Rank: > 0 }) return null;
        var inner = b[b.Rank == 1 ? 0 : b.Rank - 2];
        if (a[a.Rank - 1].Value is { } columns && inner.Value is { } rows && columns != rows) return null;
        var (left, right) = (a.Dims[..Math.Max(a.Rank - 2, 0)], b.Dims[..Math.Max(b.Rank - 2, 0)]);
        if (Axes.Broadcast(new TensorShape(left), new TensorShape(right)) is not { } batch) return null;
        IEnumerable<Dim> row = a.Rank > 1 ? [a[a.Rank - 2]] : [];
        IEnumerable<Dim> column = b.Rank > 1 ? [b[b.Rank - 1]] : [];
        return new([.. batch.Dims, .. row, .. column]);
    }

    private static TensorShape? Exchanged(TensorShape? shape, long exchange) =>
        exchange == 0 || shape is not { Rank: > 1 } ? shape : new([.. shape.Dims[..^2], shape[shape.Rank - 1], shape[shape.Rank - 2]]);
}
