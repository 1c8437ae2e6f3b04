using System.Collections.Frozen;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Onnx.Shapes.Rules;

namespace EdgeNotebooks.Onnx.Cost;

/// <summary>Multiply-accumulates of a node, by operator; <see cref="GraphCost"/> has the definitions.</summary>
internal static class MacRules
{
    private static readonly FrozenDictionary<string, Func<MacView, long?>> s_standard = new Dictionary<string, Func<MacView, long?>>
    {
        ["Conv"] = node => Conv(node, weights: 1),
        ["ConvInteger"] = node => Conv(node, weights: 1),
        ["DeformConv"] = node => Conv(node, weights: 1),
        ["QLinearConv"] = node => Conv(node, weights: 3),
        ["ConvTranspose"] = node => Product(node.Input(0), Tail(node.Input(1))),
        ["Gemm"] = node => Gemm(node, right: 1),
        ["MatMul"] = node => MatMul(node, right: 1),
        ["MatMulInteger"] = node => MatMul(node, right: 1),
        ["QLinearMatMul"] = node => MatMul(node, right: 3),
        ["Einsum"] = Einsum,
        ["RNN"] = Recurrent,
        ["GRU"] = Recurrent,
        ["LSTM"] = Recurrent,
        ["If"] = If,
        ["Loop"] = Loop,
    }.ToFrozenDictionary();

    /// <summary>Operators of ONNX Runtime.</summary>
    private static readonly FrozenDictionary<string, Func<MacView, long?>> s_microsoft = new Dictionary<string, Func<MacView, long?>>
    {
        ["FusedConv"] = node => Conv(node, weights: 1),
        ["FusedGemm"] = node => Gemm(node, right: 1),
        ["FusedMatMul"] = FusedMatMul,
        ["QGemm"] = node => Gemm(node, right: 3),
        ["DynamicQuantizeMatMul"] = node => MatMul(node, right: 1),
        ["MatMulIntegerToFloat"] = node => MatMul(node, right: 1),
    }.ToFrozenDictionary();

    /// <summary>Standard operators that move or compare data and whose shapes are not followed.</summary>
    private static readonly FrozenSet<string> s_free = FrozenSet.Create(
        "ConcatFromSequence", "Optional", "OptionalGetElement", "OptionalHasElement", "SequenceAt", "SequenceConstruct", "SequenceEmpty",
        "SequenceErase", "SequenceInsert", "SequenceLength", "SplitToSequence", "StringConcat", "StringNormalizer", "StringSplit", "RegexFullMatch");

    /// <summary>MACs of one inference; null where they are not known.</summary>
    public static long? Of(NodeProto node, ShapeMap shapes)
    {
        var standard = Domains.IsStandard(node.Domain);
        var rules = standard ? s_standard : node.Domain == "com.microsoft" ? s_microsoft : FrozenDictionary<string, Func<MacView, long?>>.Empty;
        return rules.TryGetValue(node.OpType, out var rule) ? rule(new MacView(node, shapes))
            : ShapeRules.Of(node) is not null || (standard && s_free.Contains(node.OpType)) ? 0
            : Inside(shapes, node);
    }

    /// <summary>The sum; null if one is not known or it does not fit.</summary>
    public static long? Sum(IEnumerable<long?> counts)
    {
        Int128 sum = 0;
        foreach (var count in counts)
        {
            if (count is null) return null;
            sum += count.Value;
        }

        return sum <= long.MaxValue ? (long)sum : null;
    }

    private static long? Conv(MacView node, int weights) => Product(node.Output, Tail(node.Input(weights)));

    private static long? MatMul(MacView node, int right) =>
        node.Input(right) is { Rank: > 0 } b ? Product(node.Output, new(b[Math.Max(b.Rank - 2, 0)])) : null;

    private static long? FusedMatMul(MacView node) =>
        node.Input(1) is { Rank: > 1 } b ? Product(node.Output, new(b[b.Rank - (node.Int("transB") != 0 ? 1 : 2)])) : null;

    private static long? Gemm(MacView node, int right) =>
        node.Input(right) is { Rank: 2 } b ? Product(node.Output, new(b[node.Int("transB") != 0 ? 1 : 0])) : null;

    /// <summary>Each step multiplies its input and the state with the weights of all gates.</summary>
    private static long? Recurrent(MacView node) =>
        node.Input(0) is { Rank: 3 } x ? Sum([Product(new(x.Dims[..2]), node.Input(1)), Product(new(x.Dims[..2]), node.Input(2))]) : null;

    private static long? Einsum(MacView node) =>
        EinsteinSum.Parse(node.Text("equation"), [.. node.Inputs]) is { } sum
            ? node.Inputs.Count() > 1 ? new TensorShape(sum.Lengths.Values).Elements : 0
            : null;

    /// <summary>The branch that runs, or what both have in common.</summary>
    private static long? If(MacView node)
    {
        var branches = node.Graphs.Select(graph => node.Shapes.Inside(graph)).OfType<(IReadOnlyList<NodeProto> Nodes, ShapeMap Shapes)>()
            .Select(branch => Sum(branch.Nodes.Select(inner => Of(inner, branch.Shapes)))).Distinct().ToList();
        return branches.Count == 1 ? branches[0] : null;
    }

    /// <summary>Only a body without products costs the same, however often it runs.</summary>
    private static long? Loop(MacView node) => node.Graphs.All(graph => Inside(node.Shapes, graph) == 0) ? 0 : null;

    private static long? Inside(ShapeMap shapes, object graphOrCall) =>
        shapes.Inside(graphOrCall) is { } inner ? Sum(inner.Nodes.Select(node => Of(node, inner.Shapes))) : null;

    private static TensorShape? Tail(TensorShape? kernel) => kernel is { Rank: > 1 } ? new(kernel.Dims[1..]) : null;

    private static long? Product(TensorShape? outer, TensorShape? inner) =>
        outer is null || inner is null ? null : new TensorShape(outer.Dims.AddRange(inner.Dims)).Elements;
}
