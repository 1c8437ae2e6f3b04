using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Every cut and exit of a model with its place among the model's compute.</summary>
internal sealed class CutTable
{
    private readonly OnnxModel _model;
    private readonly FlowGraph _flow;
    private readonly double[] _shares;
    private readonly Dictionary<string, TensorShape> _shapes;
    private readonly ulong[][] _sets;
    private readonly ILookup<string, int> _readers;
    private readonly long _parameters;

    public CutTable(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs)
    {
        _model = model;
        _shapes = inputs.ToDictionary(input => input.Key, input => new TensorShape(input.Value.Shape.Select(length => (Dim)length)));
        _flow = new FlowGraph(model.Graph);
        var sizes = new SizedGraph(model.Graph, _shapes);
        _shares = ComputeShares.Of(model, inputs, sizes);
        var facts = model.Graph.Tensors.ToDictionary(tensor => tensor.Name);
        // Bytes are told by the shapes; a cut whose bytes are not known cannot be predicted.
        Cuts = [.. model.Cuts(_shapes).Where(cut => cut.Bytes is not null).Select(DescribeCut)];
        _sets = [.. Cuts.Select(cut => NodeSet.Read(cut.Before))];
        _readers = model.Graph.Nodes.SelectMany(node => node.Inputs.Select(input => (model.Graph.Tensors[input].Name, node.Index))).ToLookup(reader => reader.Name, reader => reader.Index);
        _parameters = Math.Max(1, ModelInfo.Of(model).Parameters);
        Exits = [.. model.Exits(_shapes).Select(Describe)];

        ProfiledCut DescribeCut(Cut cut)
        {
            int[] tensors = [.. cut.Tensors.Select(name => facts[name].Id)];
            var before = CutSides.Of(_flow, tensors).First.Where(node => !_flow.IsConstantNode(node)).ToArray();
            var wire = tensors.Select(id => Blank(id, sizes)).ToArray();
            return new(cut.Tensors, cut.Bytes!.Value, Math.Clamp(before.Sum(node => _shares[node]), 0, 1), Share(cut.ParameterShare),
                WireSize.OfSeam(wire, WireEncoding.Binary), WireSize.OfSeam(wire, WireEncoding.Paper), tensors.Any(id => model.Graph.Tensors[id].IsInput), NodeSet.Write(before, model.Graph.Nodes.Length));
        }
    }

    public IReadOnlyList<ProfiledCut> Cuts { get; }

    public IReadOnlyList<ProfiledExit> Exits { get; }

    /// <summary>Cuts spread evenly over the compute; of those near a place the one with the fewest bytes.</summary>
    public IReadOnlyList<int> Anchors(int count)
    {
        var chosen = new SortedSet<int>();
        for (var i = 1; i <= count && Cuts.Count > 0; i++)
        {
            var wanted = (double)i / (count + 1);
            var distance = Enumerable.Range(0, Cuts.Count).Min(cut => Math.Abs(Cuts[cut].Position - wanted));
            chosen.Add(Enumerable.Range(0, Cuts.Count).Where(cut => Math.Abs(Cuts[cut].Position - wanted) <= distance + 0.25 / (count + 1)).MinBy(cut => (Cuts[cut].Bytes, Math.Abs(Cuts[cut].Position - wanted))));
        }

        return [.. chosen];
    }

    private static double Share(double share) => double.IsFinite(share) ? share : 0;

    private WireTensor Blank(int id, SizedGraph sizes)
    {
        var fact = _flow.Facts[id];
        var bytes = new byte[sizes.BytesOf(id)!.Value];
        return new(_model.Graph.Tensors[id].Name, WireType.NameOf(fact.Type), [bytes.LongLength], bytes);
    }

    private ProfiledExit Describe(Exit exit)
    {
        var needed = Shortcut.Needed(_model.Graph, _model.Graph.Require(exit.From).Id, _model.Graph.Require(exit.To).Id);
        var removed = _model.Graph.Nodes.Where(node => !_flow.IsConstantNode(node.Index) && !needed[node.Index]).Select(node => node.Index).ToArray();
        var gone = NodeSet.Read(NodeSet.Write(removed, _model.Graph.Nodes.Length));
        var (before, behind) = (new List<int>(), new List<int>());
        for (var i = 0; i < Cuts.Count; i++)
        {
            var first = _sets[i];
            if (NodeSet.Contains(first, gone))
            {
                // What read the run's end reads its beginning, which is a cut of another name.
                if (!Cuts[i].Tensors.Contains(exit.To) && !NodeSet.Contains(gone, first)) behind.Add(i);
            }
            else if (!NodeSet.Meets(first, gone) && Cuts[i].Tensors.All(tensor => tensor == exit.From || IsRead(tensor, first, gone))) before.Add(i);
        }

        var from = CutSides.Of(_flow, [_model.Graph.Require(exit.From).Id]).First.Where(node => !_flow.IsConstantNode(node)).Sum(node => _shares[node]);
        return new(exit.From, exit.To, exit.Blocks, from, Math.Min(1, from + removed.Sum(node => _shares[node])), (double)exit.RemovedParameters / _parameters, null, before, behind)
        {
            FromWeightShare = before.Select(cut => Cuts[cut].WeightShare).Append(0).Max(),
            ToWeightShare = behind.Select(cut => Cuts[cut].WeightShare).Append(1).Min(),
        };
    }

    /// <summary>Whether something behind the cut that is still there reads the tensor.</summary>
    private bool IsRead(string tensor, ulong[] first, ulong[] gone) =>
        _readers[tensor].Any(node => (first[node / 64] >> node % 64 & 1) == 0 && (gone[node / 64] >> node % 64 & 1) == 0);
}
