using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Convolutions, pooling and matrix products.</summary>
internal static class WindowCases
{
    public static IEnumerable<GraphBuilder> All =>
    [
        Picture("conv_strided").Conv(8, 4, 3, 3).Node("Conv", ["x", "w"], ["y"], ("strides", [2, 3]), ("pads", [1, 0, 2, 1])),
        Picture("conv_grouped_dilated").Conv(8, 2, 3, 2).Node("Conv", ["x", "w"], ["y"], ("group", 2), ("dilations", [2, 3]), ("kernel_shape", [3, 2])),
        Picture("conv_same_upper").Conv(8, 4, 3, 3).Node("Conv", ["x", "w"], ["y"], ("auto_pad", "SAME_UPPER"), ("strides", [2, 2])),
        Picture("conv_same_lower").Conv(8, 4, 2, 2).Node("Conv", ["x", "w"], ["y"], ("auto_pad", "SAME_LOWER"), ("strides", [3, 2])),
        Picture("conv_valid").Conv(8, 4, 3, 3).Node("Conv", ["x", "w"], ["y"], ("auto_pad", "VALID"), ("strides", [2, 2])),
        Of("conv_1d", [2, 4, 17]).Conv(6, 4, 5).Node("Conv", ["x", "w"], ["y"], ("strides", [2]), ("pads", [2, 2])),
        Of("conv_3d", [1, 2, 5, 6, 7]).Conv(3, 2, 3, 3, 3).Node("Conv", ["x", "w"], ["y"]),
        Picture("conv_transpose").Conv(4, 3, 3, 3).Node("ConvTranspose", ["x", "w"], ["y"], ("strides", [2, 3]), ("pads", [1, 0, 1, 0]), ("output_padding", [1, 2])),
        Picture("conv_transpose_grouped").Conv(4, 3, 2, 2).Node("ConvTranspose", ["x", "w"], ["y"], ("group", 2), ("dilations", [2, 2])),
        Picture("conv_transpose_sized").Conv(4, 3, 3, 3).Node("ConvTranspose", ["x", "w"], ["y"], ("strides", [2, 2]), ("output_shape", [18, 20])),
        Picture("conv_transpose_same").Conv(4, 3, 3, 3).Node("ConvTranspose", ["x", "w"], ["y"], ("strides", [2, 2]), ("auto_pad", "SAME_UPPER")),
        Picture("maxpool").Node("MaxPool", ["x"], ["y", "places"], ("kernel_shape", [3, 3]), ("strides", [2, 2]), ("pads", [1, 1, 1, 1])),
        Picture("maxpool_ceiling").Node("MaxPool", ["x"], ["y"], ("kernel_shape", [3, 2]), ("strides", [2, 3]), ("ceil_mode", 1)),
        Picture("maxpool_ceiling_skips_a_window_in_the_pad").Node("MaxPool", ["x"], ["y"], ("kernel_shape", [2, 2]), ("strides", [3, 3]), ("pads", [1, 1, 1, 1]), ("ceil_mode", 1)),
        Picture("maxpool_dilated").Node("MaxPool", ["x"], ["y"], ("kernel_shape", [3, 3]), ("dilations", [2, 2])),
        Picture("averagepool_same").Node("AveragePool", ["x"], ["y"], ("kernel_shape", [3, 3]), ("strides", [2, 2]), ("auto_pad", "SAME_LOWER")),
        Picture("averagepool_ceiling_19", 19).Node("AveragePool", ["x"], ["y"], ("kernel_shape", [3, 3]), ("strides", [2, 2]), ("ceil_mode", 1), ("dilations", [1, 2])),
        Picture("lppool").Node("LpPool", ["x"], ["y"], ("kernel_shape", [2, 2])),
        Picture("global").Node("GlobalAveragePool", ["x"], ["a"]).Node("GlobalMaxPool", ["x"], ["m"]).Node("Add", ["a", "m"], ["y"]),
        Of("gemm_transposed", [5, 3]).Initializer("w", new float[35], 5, 7).Initializer("b", new float[7], 7)
            .Node("Gemm", ["x", "w", "b"], ["y"], ("transA", 1)),
        Of("gemm_transposed_weights", [3, 5]).Initializer("w", new float[35], 7, 5).Node("Gemm", ["x", "w"], ["y"], ("transB", 1)),
        Of("matmul_batched", [2, 1, 3, 4]).Initializer("w", new float[5 * 4 * 6], 5, 4, 6).Node("MatMul", ["x", "w"], ["y"]),
        Of("matmul_row", [4]).Initializer("w", new float[24], 4, 6).Node("MatMul", ["x", "w"], ["y"]),
        Of("matmul_column", [2, 3, 4]).Initializer("w", new float[4], 4).Node("MatMul", ["x", "w"], ["y"]),
        Of("einsum_attention", [2, 3, 5, 4]).Node("Einsum", ["x", "x"], ["y"], ("equation", "bhid,bhjd->bhij")),
        Of("einsum_dots", [2, 3, 5, 5]).Node("Einsum", ["x"], ["y"], ("equation", "...ii->...i")),
        Of("einsum_implicit", [3, 4]).Initializer("w", new float[20], 4, 5).Node("Einsum", ["x", "w"], ["y"], ("equation", "ij, jk")),
        Of("lstm", [7, 2, 3]).Initializer("w", new float[2 * 20 * 3], 2, 20, 3).Initializer("r", new float[2 * 20 * 5], 2, 20, 5)
            .Node("LSTM", ["x", "w", "r"], ["y", "h", "c"], ("hidden_size", 5), ("direction", "bidirectional")),
        Of("gru", [7, 2, 3]).Initializer("w", new float[15 * 3], 1, 15, 3).Initializer("r", new float[15 * 5], 1, 15, 5)
            .Node("GRU", ["x", "w", "r"], ["y", "h"], ("hidden_size", 5)),
    ];

    internal static GraphBuilder Picture(string name, int opset = 17) => Of(name, [1, 4, 9, 10], opset);

    internal static GraphBuilder Of(string name, long[] shape, int opset = 17) =>
        new GraphBuilder(name, opset, opset > 18 ? 9 : 8).Input("x", ElementType.Float32, shape.Select(length => (Dim)length));

    private static GraphBuilder Conv(this GraphBuilder graph, params long[] shape) =>
        graph.Initializer("w", new float[shape.Aggregate(1L, (a, b) => a * b)], shape);
}
