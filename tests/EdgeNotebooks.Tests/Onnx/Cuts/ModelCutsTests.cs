using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.Tests.Onnx.Cuts;

public class ModelCutsTests
{
    /// <summary>
    /// By definition, on graphs small enough to try every division: nodes go before or behind so that data flows forward only, and
    /// what is read across is the cut.
    /// </summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 2)]
    [InlineData(7, 2)]
    [InlineData(8, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(6, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 3)]
    public void EveryCutOfUpToSoManyTensors_IsListed(int seed, int most)
    {
        var (model, nodes) = RandomGraph(seed);
        var expected = new HashSet<string>();
        for (var before = 1; before < (1 << nodes.Count) - 1; before++)
        {
            var inside = nodes.Where((_, i) => (before >> i & 1) == 1).Select(node => node.Output).ToHashSet();
            if (nodes.Any(node => inside.Contains(node.Output) && node.Inputs.Any(input => input != "input" && !inside.Contains(input)))) continue;
            var crossing = nodes.Where(node => !inside.Contains(node.Output)).SelectMany(node => node.Inputs)
                .Where(input => input == "input" || inside.Contains(input)).Distinct().Order().ToList();
            // Part 1 is what the crossing tensors need and no more.
            if (crossing.Count >= 1 && crossing.Count <= most && Needed(nodes, crossing).SetEquals(inside)) expected.Add(string.Join(",", crossing));
        }

        Assert.Equal(expected.Order(), model.Cuts(tensors: most).Where(cut => cut.Tensors.Count <= most).Select(cut => string.Join(",", cut.Tensors.Order())).Order());
    }

    [Fact]
    public void AnEarlyOutput_StaysBeforeTheCut()
    {
        var model = new GraphBuilder("two heads").Input("x", ElementType.Float32, 4)
            .Node("Relu", ["x"], ["a"]).Node("Neg", ["a"], ["aux"]).Node("Abs", ["a"], ["b"]).Node("Exp", ["b"], ["y"])
            .Output("aux", ElementType.Float32, 4).Output("y", ElementType.Float32, 4).Build();
        Assert.Equal(["a", "b"], model.Cuts().Where(cut => cut.Tensors.Count == 1).Select(cut => cut.Tensors[0]));
    }

    [Fact]
    public void ARandomOperator_IsNotRepeated()
    {
        var model = new GraphBuilder("noise").Input("x", ElementType.Float32, 4)
            .Node("RandomNormal", [], ["noise"], ("shape", [4])).Node("Add", ["x", "noise"], ["a"]).Node("Mul", ["a", "noise"], ["y"])
            .Output("y", ElementType.Float32, 4).Build();
        Assert.Equal(["noise"], Assert.Throws<InvalidCutException>(() => EdgeNotebooks.Operators.Partition.ModelPartition.Partition(model, ["a"])).AlsoCrossing);
        Assert.Contains(model.Cuts(), cut => cut.Tensors.ToHashSet().SetEquals(["a", "noise"]));
    }

    [Fact]
    public void WhatASubgraphCaptures_Crosses()
    {
        var then = new GraphBuilder("then").Node("Neg", ["x1"], ["t"]).Output("t", ElementType.Float32, 4);
        var otherwise = new GraphBuilder("else").Node("Abs", ["x2"], ["e"]).Output("e", ElementType.Float32, 4);
        var model = new GraphBuilder("if").Input("x", ElementType.Float32, 4).Input("flag", ElementType.Bool)
            .Node("Relu", ["x"], ["x1"]).Node("Exp", ["x1"], ["x2"])
            .Node("If", ["flag"], ["y"], ("then_branch", then), ("else_branch", otherwise)).Output("y", ElementType.Float32, 4).Build();
        var error = Assert.Throws<InvalidCutException>(() => EdgeNotebooks.Operators.Partition.ModelPartition.Partition(model, ["x2"]));
        Assert.Equal(["flag", "x1"], error.AlsoCrossing.Order());
    }

    [Fact]
    public void FixedLengths_DoNotCross()
    {
        var model = new GraphBuilder("flatten by shape").Input("x", ElementType.Float32, 2, 3, 4)
            .Node("Shape", ["x"], ["all"]).Initializer("zero", [0L], 1).Node("Gather", ["all", "zero"], ["n"])
            .Node("Relu", ["x"], ["a"]).Node("Exp", ["a"], ["b"]).Initializer("rest", [-1L], 1)
            .Node("Concat", ["n", "rest"], ["target"], ("axis", 0)).Node("Reshape", ["b", "target"], ["y"])
            .Output("y", ElementType.Float32, 2, 12).Build();
        Assert.Equal(["a", "b"], model.Cuts().Where(cut => cut.Tensors.Count == 1).Select(cut => cut.Tensors[0]));
    }

    private static (OnnxModel Model, List<(string[] Inputs, string Output)> Nodes) RandomGraph(int seed)
    {
        var random = new Random(seed);
        var nodes = new List<(string[] Inputs, string Output)>();
        var names = new List<string> { "input" };
        var unread = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            string[] inputs = i == 8 ? [.. unread] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => names[Math.Max(0, names.Count - 1 - random.Next(4))]).Distinct()];
            nodes.Add((inputs, $"t{i}"));
            names.Add($"t{i}");
            unread.RemoveAll(inputs.Contains);
            unread.Add($"t{i}");
        }

        var graph = new GraphBuilder("random").Input("input", ElementType.Float32, 4);
        foreach (var (inputs, output) in nodes) graph.Node("Sum", inputs, [output]);
        return (graph.Output("t8", ElementType.Float32, 4).Build(), nodes);
    }

    private static HashSet<string> Needed(List<(string[] Inputs, string Output)> nodes, IEnumerable<string> tensors)
    {
        var needed = tensors.ToHashSet();
        foreach (var node in nodes.AsEnumerable().Reverse().Where(node => needed.Contains(node.Output))) needed.UnionWith(node.Inputs);
        needed.Remove("input");
        return needed;
    }
}
