using EdgeNotebooks.Onnx;
using static EdgeNotebooks.Tests.Onnx.Shapes.WindowCases;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Sub-graphs that compute shapes, as exporters write them.</summary>
internal static class ArithmeticCases
{
    public static IEnumerable<GraphBuilder> All =>
    [
        Picture("flatten_by_view").Node("Shape", ["x"], ["s"]).Initializer("zero", [0L]).Node("Gather", ["s", "zero"], ["n"]).Initializer("axes", [0L], 1)
            .Node("Unsqueeze", ["n", "axes"], ["n1"]).Initializer("rest", [-1L], 1).Node("Concat", ["n1", "rest"], ["t"], ("axis", 0)).Node("Reshape", ["x", "t"], ["y"]),
        Picture("resize_to_half_of_input").Node("Shape", ["x"], ["s"]).List("a", 2).List("b", 4).List("o", 0).Node("Slice", ["s", "a", "b", "o"], ["hw"])
            .Node("Cast", ["hw"], ["f"], ("to", 1)).Floats("half", 0.5f).Node("Mul", ["f", "half"], ["m"]).Node("Floor", ["m"], ["r"]).Node("Cast", ["r"], ["i"], ("to", 7))
            .Node("Slice", ["s", "zero", "a", "o"], ["nc"]).List("zero", 0).Node("Concat", ["nc", "i"], ["t"], ("axis", 0)).Node("Resize", ["x", "", "", "t"], ["y"]),
        Picture("integers").List("a", 7, -7, 9).List("b", 2, 2, -4).Node("Add", ["a", "b"], ["add"]).Node("Sub", ["a", "b"], ["sub"]).Node("Mul", ["a", "b"], ["mul"])
            .Node("Div", ["a", "b"], ["div"]).Node("Equal", ["a", "b"], ["eq"]).Node("Less", ["a", "b"], ["less"]).Node("Max", ["a", "b"], ["max"]).Node("Min", ["a", "b"], ["min"])
            .Node("Neg", ["a"], ["neg"]).Node("Abs", ["a"], ["abs"]).Node("Where", ["less", "a", "b"], ["where"]).Node("Not", ["less"], ["not"])
            .Node("ReduceProd", ["a"], ["prod"], ("keepdims", 0)).Node("ReduceSum", ["a"], ["sum"]).Node("And", ["less", "eq"], ["and"]).Node("Or", ["less", "not"], ["or"]),
        Picture("reals").Floats("a", 7, -7.5f, 0.1f).Floats("b", 2, 0.3f, -4).Node("Add", ["a", "b"], ["add"]).Node("Sub", ["a", "b"], ["sub"]).Node("Mul", ["a", "b"], ["mul"])
            .Node("Div", ["a", "b"], ["div"]).Node("Ceil", ["a"], ["ceil"]).Node("Floor", ["a"], ["floor"]).Node("Round", ["a"], ["round"]).Node("Abs", ["b"], ["abs"]).Node("Sqrt", ["abs"], ["sqrt"])
            .Node("Reciprocal", ["b"], ["inverse"]).Node("Cast", ["a"], ["i"], ("to", 7)).Node("Cast", ["a"], ["flag"], ("to", 9)).Node("Cast", ["a"], ["double"], ("to", 11)),
        Picture("spread").Initializer("a", [1L, 2, 3], 3, 1).Initializer("b", [10L, 20], 1, 2).Node("Add", ["a", "b"], ["y"]).List("t", 2, 3, 2).Node("Expand", ["a", "t"], ["z"]),
        Picture("pads_as_torch_reverses_them").List("pads", 2, 3, 0, 1).List("none", 4).Node("ConstantOfShape", ["none"], ["zeros"]).List("pairs", -1, 2).List("flat", -1)
            .Node("Cast", ["zeros"], ["zero"], ("to", 7)).Node("Concat", ["pads", "zero"], ["all"], ("axis", 0)).Node("Reshape", ["all", "pairs"], ["grid"])
            .List("s", -1).List("e", long.MinValue).List("a", 0).List("m", -1).Node("Slice", ["grid", "s", "e", "a", "m"], ["reversed"])
            .Node("Transpose", ["reversed"], ["turned"], ("perm", [1, 0])).Node("Reshape", ["turned", "flat"], ["list"]).Node("Pad", ["x", "list"], ["padded"])
            .List("twice", 1, 2).Node("Tile", ["grid", "twice"], ["tiled"]).List("b", 1).List("c", 2).Node("Slice", ["grid", "b", "c", "b"], ["column"]),
        Picture("range").Initializer("from", [2L]).Initializer("to", [11L]).Initializer("by", [4L]).Node("Range", ["from", "to", "by"], ["y"])
            .Node("Range", ["to", "from", "by"], ["empty"]).Node("Neg", ["by"], ["back"]).Node("Range", ["to", "from", "back"], ["z"]),
        Picture("fill").List("t", 2, 3).Node("ConstantOfShape", ["t"], ["y"]).Node("Reshape", ["y", "six"], ["z"]).List("six", 6),
        Picture("shape_15").Node("Shape", ["x"], ["a"], ("start", 1), ("end", -1)).Node("Shape", ["x"], ["b"], ("start", -2)).Node("Size", ["x"], ["c"]),
        Picture("constants").Node("Constant", [], ["a"], ("value_int", 3)).Node("Constant", [], ["b"], ("value_ints", [1, 2])).Node("Constant", [], ["c"], ("value_float", 0.5f))
            .Node("Constant", [], ["d"], ("value_floats", new[] { 1f, 2f })).Node("Identity", ["b"], ["e"]),
        Picture("lists").List("a", 1, 2, 3, 4).List("i", -1, 0).Node("Gather", ["a", "i"], ["g"]).List("two", 2).Node("Tile", ["a", "two"], ["t"]).Node("Split", ["a"], ["p", "q"])
            .List("s", -1).List("e", -100).List("o", 0).List("m", -2).Node("Slice", ["a", "s", "e", "o", "m"], ["r"]).Node("Squeeze", ["two"], ["k"]).Node("Transpose", ["a"], ["v"]),
    ];
}
