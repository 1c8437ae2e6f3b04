using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Multiply-accumulate operations of one node; null where shapes or operator leave it open.</summary>
internal static class NodeCost
{
    public static long? Macs(NodeProto node, long opset, Func<string, TensorFact> facts)
    {
        var view = new NodeFacts(node, opset, facts, _ => null);
        var known = Domains.IsStandard(node.Domain) || node.Domain == "com.microsoft";
        if (!known || node.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0)) return null;
        return view.OpType switch
        {
            "Conv" or "ConvInteger" or "FusedConv" => Convolution(Output(), view.Input(1)),
            "QLinearConv" => Convolution(Output(), view.Input(3)),
            "ConvTranspose" => Transposed(view.Input(0), view.Input(1)),
            "Gemm" => Product(Output().Shape?.Elements, Axis(view.Input(0), view.Int("transA", 0) != 0 ? 0 : 1)),
            "MatMul" or "MatMulInteger" or "QLinearMatMul" or "FusedMatMul" => Product(Output().Shape?.Elements, LastAxis(view.Input(0))),
            "Einsum" => Einsum(view),
            "LSTM" or "GRU" or "RNN" => Recurrent(view),
            _ when !Domains.IsStandard(node.Domain) && ShapeRules.Apply(view) is null => null,
            _ => 0,
        };

        TensorFact Output() => node.Output.Count > 0 && node.Output[0].Length > 0 ? facts(node.Output[0]) : TensorFact.Unknown;
    }

    /// <summary>Every output element takes one kernel of one output channel.</summary>
    private static long? Convolution(TensorFact output, TensorFact weight) =>
        weight.Shape is { Rank: > 0 } kernel ? Product(output.Shape?.Elements, Rest(kernel)) : null;

    /// <summary>Every input element meets the kernels of one input channel.</summary>
    private static long? Transposed(TensorFact input, TensorFact weight) =>
        weight.Shape is { Rank: > 0 } kernel ? Product(input.Shape?.Elements, Rest(kernel)) : null;

    private static long? Einsum(NodeFacts node)
    {
        var sides = node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        var lengths = new Dictionary<char, long?>();
        for (var i = 0; i < terms.Length; i++)
        {
            if (node.Input(i).Shape is not { } shape || shape.Rank != terms[i].Length) return null;
            for (var axis = 0; axis < shape.Rank; axis++) lengths[terms[i][axis]] = shape[axis].Value;
        }

        return lengths.Values.Aggregate((long?)1, Product);
    }

    private static long? Recurrent(NodeFacts node) =>
        node.Input(0).Shape is { Rank: 3 } shape && node.Input(1).Shape?.Elements is { } input && node.Input(2).Shape?.Elements is { } hidden
            ? Product(Product(shape[0].Value, shape[1].Value), input + hidden)
            : null;

    private static long? Rest(TensorShape kernel) => new TensorShape(kernel.Dims.Skip(1)).Elements;

    private static long? Axis(TensorFact fact, int axis) => fact.Shape is { } shape && axis < shape.Rank ? shape[axis].Value : null;

    private static long? LastAxis(TensorFact fact) => fact.Shape is { Rank: > 0 } shape ? shape[shape.Rank - 1].Value : null;

    private static long? Product(long? a, long? b) =>
        a is { } x && b is { } y && (Int128)x * y <= long.MaxValue ? x * y : null;
}
