using EdgeNotebooks.Onnx;
using static EdgeNotebooks.Tests.Onnx.Shapes.WindowCases;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Operators that move, repeat, resize and fold data, as attributes in old opsets and as inputs in new ones.</summary>
internal static class LayoutCases
{
    public static IEnumerable<GraphBuilder> All =>
    [
        Picture("reshape_zero_and_rest").List("t", 0, -1, 5).Node("Reshape", ["x", "t"], ["y"]),
        Picture("reshape_allowzero").List("t", 1, 4, 90).Node("Reshape", ["x", "t"], ["y"], ("allowzero", 1)),
        Picture("flatten").Node("Flatten", ["x"], ["a"], ("axis", 2)).Node("Flatten", ["x"], ["b"], ("axis", 0)).Node("Flatten", ["x"], ["c"], ("axis", -1)),
        Picture("transpose").Node("Transpose", ["x"], ["a"], ("perm", [0, 2, 3, 1])).Node("Transpose", ["x"], ["b"]),
        Of("squeeze_11", [1, 4, 1, 10], 11).Node("Squeeze", ["x"], ["a"], ("axes", [0, -2])).Node("Squeeze", ["x"], ["b"])
            .Node("Unsqueeze", ["x"], ["c"], ("axes", [0, 5])),
        Of("squeeze_13", [1, 4, 1, 10], 13).List("s", 0, -2).List("u", 0, -1).Node("Squeeze", ["x", "s"], ["a"]).Node("Squeeze", ["x"], ["b"])
            .Node("Unsqueeze", ["x", "u"], ["c"]),
        Picture("concat").Node("Concat", ["x", "x", "x"], ["y"], ("axis", -3)),
        Picture("split_equal_11", 11).Node("Split", ["x"], ["a", "b"], ("axis", 1)).Node("Split", ["x"], ["c", "d"], ("axis", 2), ("split", [4, 5])),
        Picture("split_13", 13).List("s", 4, 5).Node("Split", ["x"], ["a", "b"], ("axis", 1)).Node("Split", ["x", "s"], ["c", "d"], ("axis", 2)),
        Picture("split_uneven_18", 18).Node("Split", ["x"], ["a", "b", "c", "d"], ("axis", 3), ("num_outputs", 4)),
        Picture("slice_9", 9).Node("Slice", ["x"], ["y"], ("starts", [1, -4]), ("ends", [3, 1000]), ("axes", [1, 3])),
        Picture("slice_9_leading", 9).Node("Slice", ["x"], ["y"], ("starts", [0, 1]), ("ends", [1, -1])),
        Picture("slice_13").List("s", -1, 7).List("e", long.MinValue, 0).List("a", 3, -2).List("p", -3, -2).Node("Slice", ["x", "s", "e", "a", "p"], ["y"]),
        Picture("slice_empty").List("s", 5).List("e", 2).List("a", 2).Node("Slice", ["x", "s", "e", "a"], ["y"]),
        Picture("pad_10", 10).Node("Pad", ["x"], ["y"], ("pads", [0, 0, 1, 2, 0, 0, 3, 4])),
        Picture("pad_13", 13).List("p", 0, 0, 1, -2, 0, 0, 3, 4).Node("Pad", ["x", "p"], ["y"]),
        Picture("pad_18", 18).List("p", 1, 2, 3, 4).List("a", 3, -2).Node("Pad", ["x", "p", "", "a"], ["y"]),
        Of("expand", [3, 1, 5]).List("t", 2, 1, 4, 1).Node("Expand", ["x", "t"], ["y"]),
        Picture("tile").List("t", 2, 1, 3, 1).Node("Tile", ["x", "t"], ["y"]),
        Picture("resize_10", 10).Floats("s", 1, 1, 0.7f, 1.6666666f).Node("Resize", ["x", "s"], ["y"]),
        Picture("resize_scales").Floats("s", 1, 1, 2, 0.35f).Node("Resize", ["x", "", "s"], ["y"]),
        Picture("resize_sizes").List("s", 1, 4, 3, 77).Node("Resize", ["x", "", "", "s"], ["y"]),
        Picture("resize_not_larger_18", 18).List("s", 20, 20).Node("Resize", ["x", "", "", "s"], ["y"], ("axes", [2, 3]), ("keep_aspect_ratio_policy", "not_larger")),
        Picture("resize_not_smaller_18", 18).List("s", 7, 11).Node("Resize", ["x", "", "", "s"], ["y"], ("axes", [2, 3]), ("keep_aspect_ratio_policy", "not_smaller")),
        Picture("upsample_7", 7).Node("Upsample", ["x"], ["y"], ("scales", new float[] { 1, 1, 2, 3 })),
        Picture("upsample_9", 9).Floats("s", 1, 1, 2, 1.5f).Node("Upsample", ["x", "s"], ["y"]),
        Of("depth_and_space", [2, 12, 4, 6]).Node("DepthToSpace", ["x"], ["a"], ("blocksize", 2)).Node("SpaceToDepth", ["x"], ["b"], ("blocksize", 2)),
        Picture("reduce_attribute").Node("ReduceMean", ["x"], ["a"], ("axes", [2, 3])).Node("ReduceMax", ["x"], ["b"], ("axes", [-1]), ("keepdims", 0)).Node("ReduceMin", ["x"], ["c"]),
        Picture("reduce_sum_13", 13).List("a", -1, 1).Node("ReduceSum", ["x", "a"], ["a1"], ("keepdims", 0)).Node("ReduceSum", ["x"], ["a2"]).Node("ReduceSum", ["x"], ["a3"], ("noop_with_empty_axes", 1)),
        Picture("reduce_mean_18", 18).List("a", 2, 3).Node("ReduceMean", ["x", "a"], ["b"]).Node("ReduceL2", ["x"], ["c"], ("keepdims", 0)),
        Picture("arg").Node("ArgMax", ["x"], ["a"], ("axis", 1), ("keepdims", 0)).Node("ArgMin", ["x"], ["b"], ("axis", -1)),
        Picture("topk_9", 9).Node("TopK", ["x"], ["v", "i"], ("k", 3), ("axis", 2)),
        Picture("topk_11", 11).List("k", 4).Node("TopK", ["x", "k"], ["v", "i"]),
        Picture("gather").Initializer("i", new long[6], 2, 3).Node("Gather", ["x", "i"], ["y"], ("axis", -2)),
        Picture("gather_elements").Initializer("i", new long[24], 1, 2, 3, 4).Node("GatherElements", ["x", "i"], ["y"], ("axis", 1)),
        Of("gather_nd", [2, 3, 4, 5]).Initializer("i", new long[12], 2, 3, 2).Node("GatherND", ["x", "i"], ["a"])
            .Node("GatherND", ["x", "i"], ["b"], ("batch_dims", 1)),
        Of("scatter_nd", [4, 5]).Initializer("i", new long[2], 2, 1).Initializer("u", new float[10], 2, 5).Node("ScatterND", ["x", "i", "u"], ["y"]),
        Of("one_hot", [3, 4]).Node("Cast", ["x"], ["i"], ("to", 7)).List("d", 6).Floats("v", 0, 1).Node("OneHot", ["i", "d", "v"], ["y"], ("axis", 1)),
        Picture("grid_sample").Initializer("g", new float[1 * 5 * 6 * 2], 1, 5, 6, 2).Node("GridSample", ["x", "g"], ["y"]),
        Picture("roi_align").Initializer("r", new float[12], 3, 4).List("b", 0, 0, 0)
            .Node("RoiAlign", ["x", "r", "b"], ["y"], ("output_height", 5), ("output_width", 2)),
    ];

    internal static GraphBuilder List(this GraphBuilder graph, string name, params long[] values) => graph.Initializer(name, values, values.Length);

    internal static GraphBuilder Floats(this GraphBuilder graph, string name, params float[] values) => graph.Initializer(name, values, values.Length);
}
