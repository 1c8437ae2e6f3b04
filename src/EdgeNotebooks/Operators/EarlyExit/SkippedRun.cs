using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>
/// What is gone when everything that reads one tensor reads an earlier one instead. The run is extended backwards block by block, so
/// that all runs with one end cost as much as one: a node goes when the last reader of its outputs has gone.
/// </summary>
internal sealed class SkippedRun
{
    private readonly SizedGraph _sizes;
    private readonly int[] _readers;
    private int _from;

    /// <summary>Begins at the tensor that the run ends with; nothing is gone yet.</summary>
    /// <param name="sizes">The graph with its costs.</param>
    /// <param name="readers">For each tensor the number of needed nodes and outputs that read it.</param>
    /// <param name="to">The tensor that is no longer read.</param>
    public SkippedRun(SizedGraph sizes, int[] readers, int to)
    {
        (_sizes, _readers, _from) = (sizes, [.. readers], to);
        _readers[to] = 0;
    }

    /// <summary>Nodes that are gone.</summary>
    public int Nodes { get; private set; }

    /// <summary>Parameters that no node reads any more.</summary>
    public long Parameters { get; private set; }

    /// <summary>Multiply-accumulates that are gone; null once one is unknown.</summary>
    public long? Macs { get; private set; } = 0;

    /// <summary>For each tensor how often what the outputs need reads it.</summary>
    public static int[] Readers(ModelGraph graph)
    {
        var readers = new int[graph.Tensors.Count];
        var needed = Shortcut.Needed(graph, from: -1, to: -1);
        foreach (var node in graph.Nodes.Where(node => needed[node.Index]))
        {
            foreach (var input in node.Inputs) readers[input]++;
        }

        foreach (var tensor in graph.Tensors.Where(tensor => tensor.IsOutput)) readers[tensor.Id]++;
        return readers;
    }

    /// <summary>Lets the run begin at an earlier tensor.</summary>
    public void ExtendTo(int from)
    {
        var open = new Stack<int>();
        if (_readers[_from] == 0) open.Push(_from);
        _from = from;
        while (open.TryPop(out var tensor))
        {
            if (_sizes.Graph.Tensors[tensor].Producer is not { } at) continue;
            var node = _sizes.Graph.Nodes[at];
            if (node.Outputs.Any(output => _readers[output] > 0 || output == from)) continue;
            Nodes++;
            Macs += _sizes.Macs[at];
            Parameters += _sizes.Own[at];
            foreach (var input in node.Inputs)
            {
                if (--_readers[input] > 0) continue;
                if (_sizes.Graph.Tensors[input].IsInitializer) Parameters += SizedGraph.ParametersOf(_sizes.Graph.Tensors[input]);
                else if (input != from) open.Push(input);
            }
        }
    }
}
