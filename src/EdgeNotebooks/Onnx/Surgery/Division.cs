using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Onnx.Surgery;

/// <summary>Divides a model in two at a cut.</summary>
internal static class Division
{
    /// <exception cref="TensorNotFoundException">A name is not in the model.</exception>
    /// <exception cref="InvalidCutException">The tensors do not separate the model, or one of them is superfluous.</exception>
    public static (OnnxModel Before, OnnxModel After) At(OnnxModel model, IReadOnlyList<string> names, string before, string after)
    {
        var flow = new FlowGraph(model.Graph);
        var tensors = names.Select(name => model.Graph.Require(name)).ToList();
        var sides = CutSides.Of(flow, [.. tensors.Select(tensor => tensor.Id)]);
        Check(model, flow, names, tensors, sides);

        var graph = model.Proto.Graph;
        var nodes = model.Graph.Nodes;
        var late = sides.LateOutputs.Select(output => model.Graph.Tensors[output].Name).ToHashSet();
        var first = sides.First.Select(node => nodes[node].Proto).ToList();
        var second = sides.Second.Select(node => nodes[node].Proto).ToList();
        var readFirst = sides.First.SelectMany(node => nodes[node].Inputs).ToHashSet();
        var unread = model.Graph.Tensors.Where(tensor => tensor.IsInput && tensor.Readers.Count == 0 && !tensor.IsOutput).Select(tensor => tensor.Id).ToHashSet();

        var seam = tensors.Select(tensor => Stated(flow, tensor)).ToList();
        var inputs = graph.Input.Where(input => model.Graph.Require(input.Name) is { IsInput: true } tensor
            && (readFirst.Contains(tensor.Id) || unread.Contains(tensor.Id) || (tensor.IsOutput && !late.Contains(tensor.Name)))).ToList();
        var early = graph.Output.Where(output => !late.Contains(output.Name)).ToList();
        var sent = seam.Where(info => !model.Graph.Require(info.Name).IsInput && early.All(output => output.Name != info.Name));
        var frozen = sides.Frozen.Select(tensor => Frozen(model.Graph.Tensors[tensor].Name, flow.Facts[tensor], flow.Integers(tensor)!)).ToList();
        return (
            Extraction.Of(model, before, first, inputs, [.. sent, .. early]),
            Extraction.Of(model, after, second, seam, [.. graph.Output.Where(output => late.Contains(output.Name))], frozen));
    }

    /// <summary>How a part states a tensor that crosses: as the model does, or as inference tells; lengths that follow from open ones stay open.</summary>
    public static ValueInfoProto Stated(FlowGraph flow, GraphTensor tensor)
    {
        if (tensor.Declared is { Type: not null } declared) return declared;
        var fact = flow.Facts[tensor.Id];
        // An expression over open lengths means nothing to the reader of a part; a name of the inputs does.
        var names = flow.Graph.Inputs.SelectMany(input => input.Shape?.Dims ?? []).Select(dim => dim.Symbol).ToHashSet();
        var shape = fact.Shape is null ? null : new TensorShape(fact.Shape.Dims.Select(dim => dim.Symbol is { } name && !names.Contains(name) ? Dim.Unknown : dim));
        return new ValueInfo(tensor.Name, fact.Type, shape).ToProto();
    }

    private static TensorProto Frozen(string name, TensorFact fact, IReadOnlyList<long> numbers)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)fact.Type, Dims = { fact.Shape!.Dims.Select(dim => dim.Value!.Value) } };
        if (fact.Type == ElementType.Int64) tensor.Int64Data.AddRange(numbers);
        else tensor.Int32Data.AddRange(numbers.Select(number => (int)number));
        return tensor;
    }

    private static void Check(OnnxModel model, FlowGraph flow, IReadOnlyList<string> names, List<GraphTensor> tensors, CutSides sides)
    {
        InvalidCutException Failure(string reason, IReadOnlyList<string>? crossing = null) => new(model.Label, names, reason, crossing);

        if (names.Count == 0) throw Failure("names no tensor");
        if (names.Distinct().Count() < names.Count) throw Failure("names a tensor twice");
        if (tensors.FirstOrDefault(tensor => flow.IsConstant(tensor.Id)) is { } constant)
            throw Failure($"holds '{constant.Name}', which is the same in every run and lies on both sides anyway; leave it out");
        if (!sides.FirstWorks) throw Failure("leaves nothing before it; choose tensors farther from the inputs");
        if (sides.LateOutputs.Count == 0 || (sides.Leaks.Count == 0 && !sides.SecondWorks))
            throw Failure("leaves nothing behind it; choose tensors farther from the outputs");
        if (sides.Leaks.Count > 0)
        {
            var crossing = sides.Leaks.Select(tensor => model.Graph.Tensors[tensor].Name).ToList();
            var ends = $"{Quoted(model.Inputs.Select(input => input.Name))} from {Quoted(sides.LateOutputs.Select(output => model.Graph.Tensors[output].Name))}";
            throw Failure($"does not separate {ends}: {Quoted(crossing)} {(crossing.Count == 1 ? "crosses too; add it" : "cross too; add them")} to the cut", crossing);
        }

        if (sides.Unread.FirstOrDefault(-1) is >= 0 and var idle) throw Failure($"holds '{model.Graph.Tensors[idle].Name}', which nothing behind the cut reads; leave it out");
        if (tensors.FirstOrDefault(tensor => Stated(flow, tensor).Type.TensorType is not { ElemType: > 0 }) is { } untyped)
            throw Failure($"holds '{untyped.Name}', whose element type is unknown; export the model with its types stated, or cut elsewhere");
    }

    private static string Quoted(IEnumerable<string> names)
    {
        var all = names.ToList();
        var shown = string.Join(", ", all.Take(4).Select(name => $"'{name}'"));
        return all.Count > 4 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{shown} and {all.Count - 4} more") : shown;
    }
}
