namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Where a model can be divided.</summary>
public static class ModelCuts
{
    /// <summary>
    /// All valid cuts of up to <paramref name="tensors"/> tensors in topological order: part 1 and part 2 together compute the model and
    /// nothing else crosses. Constants and cheap arithmetic on shapes may lie on both sides. Where the graph is wider, the cut that
    /// sends the fewest bytes at each of up to 64 places, found by max-flow.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes, for bytes and multiply-accumulates.</param>
    /// <param name="tensors">1..8; the search for more than 2 costs tensors^(k-1) looks at the graph and ends after about a second.</param>
    /// <exception cref="TensorNotFoundException">A name in <paramref name="inputShapes"/> is no input.</exception>
    /// <exception cref="ArgumentException">The model fixes another shape.</exception>
    public static CutList Cuts(this OnnxModel model, IReadOnlyDictionary<string, TensorShape>? inputShapes = null, int tensors = 2)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (tensors is < 1 or > 8) throw new ArgumentOutOfRangeException(nameof(tensors), tensors, "a cut of 1 to 8 tensors can be searched for");
        return CutSearch.Of(new FlowGraph(model.Graph), new SizedGraph(model.Graph, inputShapes), tensors);
    }
}
