using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Which rule tells the outputs of which operator. An operator without a rule leaves its outputs unknown.</summary>
internal static class ShapeRules
{
    private static readonly Dictionary<string, Func<NodeFacts, IReadOnlyList<TensorFact>>> s_standard = Standard();

    private static readonly Dictionary<string, Func<NodeFacts, IReadOnlyList<TensorFact>>> s_microsoft = new()
    {
        ["QLinearAdd"] = node => [new(node.Input(0).Type, ElementwiseRules.ShapeOf([node.Input(0), node.Input(3)]))],
        ["QLinearMul"] = node => [new(node.Input(0).Type, ElementwiseRules.ShapeOf([node.Input(0), node.Input(3)]))],
        ["QLinearGlobalAveragePool"] = node => [WindowRules.GlobalPool(node)],
        ["QLinearAveragePool"] = node => [WindowRules.Pool(node)],
        ["QLinearSigmoid"] = Like,
        ["QLinearLeakyRelu"] = Like,
        ["QLinearSoftmax"] = Like,
        ["Gelu"] = Like,
        ["FastGelu"] = Like,
        ["BiasGelu"] = Like,
        ["QuickGelu"] = Like,
        ["QuantizeLinear"] = node => [MatrixRules.QuantizeLinear(node)],
        ["DequantizeLinear"] = node => [MatrixRules.DequantizeLinear(node)],
        ["FusedConv"] = node => [WindowRules.Conv(node)],
        ["FusedMatMul"] = node => [new(node.Input(0).Type, null)],
    };

    /// <summary>What is known of the outputs, by position; null where there is no rule.</summary>
    public static IReadOnlyList<TensorFact>? Apply(NodeFacts node)
    {
        var rules = Domains.IsStandard(node.Node.Domain) ? s_standard : node.Node.Domain == "com.microsoft" ? s_microsoft : null;
        return rules?.GetValueOrDefault(node.OpType)?.Invoke(node);
    }

    /// <summary>The value of a Constant node that is a tensor.</summary>
    public static TensorProto? ConstantOf(NodeProto node) =>
        node.OpType == "Constant" && Domains.IsStandard(node.Domain) ? node.Attribute.FirstOrDefault(attribute => attribute.Name == "value")?.T : null;

    /// <summary>What a constant tensor says of itself.</summary>
    public static TensorFact Of(TensorProto tensor)
    {
        var numbers = TensorData.Elements(tensor) <= TensorFact.LongestContent ? TensorData.Integers(tensor) : null;
        return new((ElementType)tensor.DataType, new TensorShape(tensor.Dims.Select(dim => dim >= 0 ? (Dim)dim : Dim.Unknown)),
            numbers is null ? null : [.. numbers.Select(number => new Scalar(number))]);
    }

    private static Dictionary<string, Func<NodeFacts, IReadOnlyList<TensorFact>>> Standard()
    {
        var rules = new Dictionary<string, Func<NodeFacts, IReadOnlyList<TensorFact>>>();
        Add(ElementwiseRules.LikeFirst, ElementwiseRules.Unary);
        Add(ElementwiseRules.Broadcasting, ElementwiseRules.Broadcast);
        Add(ElementwiseRules.Comparison, ElementwiseRules.Comparisons);
        Add(ElementwiseRules.IsNaN, "IsNaN", "IsInf");
        Add(ElementwiseRules.Where, "Where");
        Add(ElementwiseRules.Cast, "Cast");
        Add(ElementwiseRules.CastLike, "CastLike");
        Add(WindowRules.Conv, "Conv");
        Add(WindowRules.QLinearConv, "QLinearConv");
        Add(WindowRules.ConvInteger, "ConvInteger");
        Add(WindowRules.ConvTranspose, "ConvTranspose");
        Add(WindowRules.Pool, "AveragePool", "LpPool");
        Add(WindowRules.GlobalPool, "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
        Add(ReshapeRules.Reshape, "Reshape");
        Add(ReshapeRules.Flatten, "Flatten");
        Add(ReshapeRules.Squeeze, "Squeeze");
        Add(ReshapeRules.Unsqueeze, "Unsqueeze");
        Add(ReshapeRules.Transpose, "Transpose");
        Add(ReshapeRules.Blocks, "DepthToSpace", "SpaceToDepth");
        Add(IndexRules.Concat, "Concat");
        Add(IndexRules.Gather, "Gather");
        Add(IndexRules.LikeIndices, "GatherElements");
        Add(IndexRules.GatherND, "GatherND");
        Add(IndexRules.Slice, "Slice");
        Add(IndexRules.Expand, "Expand");
        Add(IndexRules.Tile, "Tile");
        Add(IndexRules.Pad, "Pad");
        Add(ReductionRules.Reduce, ReductionRules.Reductions);
        Add(ReductionRules.ArgReduce, "ArgMax", "ArgMin");
        Add(ReductionRules.NonZero, "NonZero");
        Add(ReductionRules.OneHot, "OneHot");
        Add(ReductionRules.Shape, "Shape");
        Add(ReductionRules.Size, "Size");
        Add(ReductionRules.ConstantOfShape, "ConstantOfShape");
        Add(ReductionRules.Range, "Range");
        Add(ReductionRules.Drawn, "RandomNormal", "RandomUniform");
        Add(MatrixRules.MatMul, "MatMul");
        Add(MatrixRules.MatMulInteger, "MatMulInteger");
        Add(MatrixRules.QLinearMatMul, "QLinearMatMul");
        Add(MatrixRules.Gemm, "Gemm");
        Add(MatrixRules.Einsum, "Einsum");
        Add(MatrixRules.QuantizeLinear, "QuantizeLinear");
        Add(MatrixRules.DequantizeLinear, "DequantizeLinear");
        Add(MatrixRules.Resize, "Resize", "Upsample");
        rules["Constant"] = node => [Constant(node)];
        rules["Dropout"] = ElementwiseRules.Dropout;
        rules["MaxPool"] = WindowRules.MaxPool;
        rules["Split"] = IndexRules.Split;
        rules["TopK"] = ReductionRules.TopK;
        rules["LayerNormalization"] = MatrixRules.LayerNormalization;
        rules["DynamicQuantizeLinear"] = MatrixRules.DynamicQuantizeLinear;
        rules["LSTM"] = rules["GRU"] = rules["RNN"] = MatrixRules.Recurrent;
        return rules;

        void Add(Func<NodeFacts, TensorFact> rule, params string[] opTypes)
        {
            foreach (var opType in opTypes) rules[opType] = node => [rule(node)];
        }
    }

    private static IReadOnlyList<TensorFact> Like(NodeFacts node) => [ElementwiseRules.LikeFirst(node)];

    private static TensorFact Constant(NodeFacts node)
    {
        if (ConstantOf(node.Node) is { } tensor) return Of(tensor);
        if (node.Attribute("value_int") is { } one) return TensorFact.Of(ElementType.Int64, [new Scalar(one.I)], scalar: true);
        if (node.Attribute("value_ints") is { } several) return TensorFact.Of(ElementType.Int64, several.Ints.Select(value => new Scalar(value)));
        if (node.Attribute("value_float") is not null) return new(ElementType.Float32, new TensorShape());
        if (node.Attribute("value_floats") is { } floats) return new(ElementType.Float32, new TensorShape(floats.Floats.Count));
        return node.Attribute("sparse_value")?.SparseTensor is { Values: not null } sparse
            ? new((ElementType)sparse.Values.DataType, new TensorShape(sparse.Dims.Select(dim => dim >= 0 ? (Dim)dim : Dim.Unknown)))
            : TensorFact.Unknown;
    }
}
